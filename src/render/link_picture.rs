//! The pictures for links to the board's pages: what each says, and the names by which pages give them away.

use serde::Serialize;

use super::card::{host, monogram};
use super::social_card::{Fonts, HEIGHT, SocialCard, WIDTH};
use super::{Emit, Renderer, Texts, logo};
use crate::plan::{Address, Opened, Page, Posting, PostingId};

/// Characters of pay in the author's words at most; more is not pay but prose.
const PAY: usize = 60;

/// A picture as pages name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Picture {
    /// Absolute address.
    url: String,
    width: usize,
    height: usize,
    /// What it shows, in words.
    alt: String,
}

impl Renderer<'_> {
    /// The picture that stands for every page without one of its own.
    pub(super) fn board_picture(&self) -> Option<Picture> {
        self.plan.board_card().map(|address| self.picture(&address, self.plan.settings.title.clone()))
    }

    /// The picture of a posting, where it has one.
    pub(super) fn posting_picture(&self, id: PostingId, posting: &Opened) -> Option<Picture> {
        let address = self.plan.posting_card(id)?;
        let title = &posting.facts.title.value;
        let alt = self.company_name(posting).map_or_else(|| title.clone(), |company| format!("{title} – {company}"));
        Some(self.picture(&address, alt))
    }

    fn picture(&self, address: &Address, alt: String) -> Picture {
        Picture { url: self.plan.settings.base_url.join(&address.path), width: WIDTH, height: HEIGHT, alt }
    }

    /// A logo made small; one that has become unusable since it was looked at is empty, and the next build tells it.
    pub(super) fn draw_logo(&self, index: u32, texts: &dyn Texts, file: &str, emit: &mut Emit) {
        let original = texts.asset(self.plan.logos[index as usize].asset);
        emit(file, &logo::small(&original).map(|small| small.bytes).unwrap_or_default());
    }

    pub(super) fn draw_board_card(&self, texts: &dyn Texts, file: &str, emit: &mut Emit) {
        let settings = &self.plan.settings;
        let card = SocialCard {
            title: &settings.title,
            text: &settings.description,
            facts: [host(settings.base_url.as_str()), ""],
            monogram: &monogram(&settings.title),
            accent: Some(settings.colors.light_accent()),
            is_rtl: Some(settings.language.is_right_to_left()),
            ..SocialCard::default()
        };
        emit(file, &card.png(self.card_fonts(texts)));
    }

    pub(super) fn draw_posting_card(&self, id: PostingId, texts: &dyn Texts, emit: &mut Emit) {
        let posting = &self.plan.open(id);
        let facts = &posting.facts;
        let company = self.company_name(posting);
        let place = self.place(posting).unwrap_or_default();
        let pay = self.pay_as_written(posting).unwrap_or_default();
        let card = SocialCard {
            board: &self.plan.settings.title,
            title: &facts.title.value,
            company: company.unwrap_or_default(),
            facts: [&place, &pay],
            monogram: &monogram(company.unwrap_or(&facts.title.value)),
            accent: Some(self.plan.settings.colors.light_accent()),
            ..SocialCard::default()
        };
        emit(&self.plan.address(Page::PostingCard(id)).file, &card.png(self.card_fonts(texts)));
    }

    fn company_name(&self, posting: &Posting) -> Option<&str> {
        posting.company.map(|company| self.plan.companies[company as usize].name.as_str())
    }

    /// The author's words when they are short, else what was understood of them.
    fn pay_as_written(&self, posting: &Opened) -> Option<String> {
        let words = posting.facts.salary_text.as_ref().map(|text| text.value.trim());
        let short = words.filter(|text| !text.is_empty() && text.chars().count() <= PAY);
        let understood = || posting.facts.salary.as_ref().and_then(|salary| self.words.pay(salary));
        short.map(str::to_owned).or_else(understood)
    }

    fn card_fonts(&self, texts: &dyn Texts) -> &Fonts {
        self.fonts.get_or_init(|| Fonts::new(self.plan.card_fonts().map(|(index, _)| texts.asset(index))))
    }
}
