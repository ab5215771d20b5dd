//! Every unit of drawing with its key. A key covers exactly what `render` draws the unit from.

use rayon::prelude::*;

use super::key::KeyHasher;
use super::{
    HandOff, List, ListId, ListKind, MachineFile, Page, Plan, PlannedPage, Posting, Redirect, SalaryRow, TOGETHER,
};
use super::{search, social_cards};
use crate::model::{Logo, Settings};

/// The folder of the modules that search, among the static files.
pub const FINDER_FOLDER: &str = "finder/";

/// Keys of what many pages share.
struct Shared {
    /// Settings, for files that no template draws.
    data: u128,
    /// Settings, templates, navigation and style sheets, for pages.
    page: u128,
    /// For every posting what it shows of itself wherever its full text is shown.
    postings: Vec<u128>,
    /// The same where its text is not shown.
    told: Vec<u128>,
    /// For every posting what its card shows: side by side, since lists look at a million of them.
    cards: Vec<u128>,
    /// For every list its name and address.
    lists: Vec<u128>,
}

/// All pages of the plan, content first, then lists, feeds, sitemap; and the version of the search's index.
pub fn pages(plan: &Plan) -> (Vec<PlannedPage>, u64) {
    let shared = shared(plan);
    // With less room than there are pages, a third of the time here went into moving them.
    let mut pages = Vec::with_capacity(plan.postings.len() * 3 + plan.lists.len() * 3);
    for (index, asset) in (0..).zip(&plan.board.assets) {
        let key = KeyHasher::new("asset").text(&asset.file).key(asset.hash).finish();
        pages.push(PlannedPage { page: Page::Asset(index), key });
    }
    for (index, logo) in (0..).zip(&plan.logos) {
        let key = KeyHasher::new("logo").text(&logo.file).key(plan.board.assets[logo.asset as usize].hash).finish();
        pages.push(PlannedPage { page: Page::Logo(index), key });
    }
    pages.extend(social_cards::pages(plan));
    let mut push = |page: Page, key: KeyHasher| pages.push(PlannedPage { page, key: key.finish() });
    let own = |kind: &str| KeyHasher::new(kind).key(shared.page);
    for (index, page) in (0..).zip(&plan.board.pages) {
        push(Page::Plain(index), own("plain").key(page.content_hash).text(page.slug.as_str()).text(&page.title));
    }
    if plan.has_own_post_a_job() {
        push(Page::PostAJob, own("post-a-job"));
    }
    if plan.has_own_search() {
        let newest = plan.lists[0].page(0, plan.settings.page_size).iter();
        let cards = newest.fold(own("search"), |key, id| key.key(plan.postings[*id as usize].card_key));
        push(Page::Search, cards.number(plan.lists[0].numbered));
    }
    if plan.has_own_salaries() {
        push(Page::Salaries, salaries_key(plan, own("salaries")));
    }
    push(Page::NotFound, own("not-found"));
    for (index, redirect) in (0..).zip(&plan.redirects) {
        push(Page::Redirect(index), own("redirect").text(&redirect.from).text(&redirect.to));
    }
    pages.par_extend(
        (0..plan.postings.len()).into_par_iter().with_max_len(TOGETHER).map(|id| posting_page(plan, &shared, id)),
    );
    let lists: Vec<PlannedPage> = (0..plan.lists.len())
        .into_par_iter()
        .with_max_len(TOGETHER)
        .flat_map_iter(|id| list_pages(plan, &shared, id))
        .collect();
    pages.extend(lists);
    pages.extend(directory_pages(plan, &shared));
    let feeds = || -> Vec<PlannedPage> {
        let lists = (0..plan.lists.len()).into_par_iter().with_min_len(16);
        lists.flat_map_iter(|id| feed_pages(plan, &shared, id)).collect()
    };
    let of_the_board = || [jobs_json(plan, &shared), hand_offs(plan, &shared), machine_files(plan, &shared)].concat();
    let index = || search::pages(plan, shared.page, &shared.cards);
    // Each of these keys is made by one thread.
    let (((index, version), sitemaps), (of_the_board, feeds)) =
        rayon::join(|| rayon::join(index, || sitemaps(plan, &shared)), || rayon::join(of_the_board, feeds));
    pages.extend(index);
    pages.extend(feeds);
    pages.extend(of_the_board);
    pages.extend(sitemaps);
    pages.par_iter_mut().with_max_len(TOGETHER).for_each(|planned| planned.key = addressed(plan, *planned));
    (pages, version)
}

/// The key with the address: no two pages have the same. Keys of postings hold their slugs, that of the index is its version.
fn addressed(plan: &Plan, PlannedPage { page, key }: PlannedPage) -> u128 {
    match page {
        Page::Posting(_) | Page::PostingCard(_) | Page::SearchIndex => key,
        _ => KeyHasher::new("at").key(key).text(&plan.address(page).file).finish(),
    }
}

fn shared(plan: &Plan) -> Shared {
    let settings = serde_json::to_string(&plan.settings).unwrap_or_default();
    let data = KeyHasher::new("settings").text(&settings).finish();
    let mut page = KeyHasher::new("page").key(data).key(plan.board.theme.hash);
    for plain in &plan.board.pages {
        if let Some(place) = plain.nav {
            page = page.number(place).text(plain.slug.as_str()).text(&plain.title);
        }
    }
    for asset in plan.board.assets.iter().filter(|asset| is_named_with_its_hash(&asset.file, &plan.settings)) {
        page = page.text(&asset.file).key(asset.hash);
    }
    page = page.number(plan.has_own_board_card()).number(plan.postings_have_cards());
    page = page.number(plan.has_own_search()).number(plan.hand_offs().contains(&HandOff::Changes));
    page = page.number(plan.directories.len() as u64).number(u8::from(plan.has_own_salaries()));
    for directory in &plan.directories {
        page = page.text(&directory.folder);
    }
    for host in &plan.logo_hosts {
        page = page.text(host);
    }
    let keys = |posting: &Posting| ((posting.key, posting.told), posting.card_key);
    let ((postings, told), cards) = plan.postings.par_iter().with_max_len(TOGETHER).map(keys).unzip();
    let lists = plan.lists.par_iter().with_min_len(64).map(|list| named(KeyHasher::new("named"), list).finish());
    let lists = lists.collect();
    Shared { data, page: page.finish(), postings, told, cards, lists }
}

/// True for files whose addresses on pages change with their bytes, but for the style sheets, which are in the theme's hash.
fn is_named_with_its_hash(file: &str, settings: &Settings) -> bool {
    let is_logo = |logo: &Logo| logo.image == file || logo.image_dark.as_deref() == Some(file);
    file.starts_with(FINDER_FOLDER) || settings.look.logo.as_ref().is_some_and(is_logo)
}

/// The figures of the page on salaries, with the names and addresses of their lists and the day of the rates.
fn salaries_key(plan: &Plan, mut key: KeyHasher) -> KeyHasher {
    key = key.maybe(plan.board.rates.as_ref().map(|rates| rates.date.to_string()).as_deref());
    for SalaryRow { list, currency, count, lower, median, upper } in &plan.salaries {
        key = named(key, &plan.lists[*list as usize]);
        key = key.text(&String::from_utf8_lossy(currency)).number(*count as u64);
        key = key.number(*lower).number(*median).number(*upper);
    }
    key
}

/// A list as other pages name it.
fn named(key: KeyHasher, list: &List) -> KeyHasher {
    key.number(list.kind.number()).text(&list.name).maybe(list.slug.as_ref().map(super::Slug::as_str))
}

fn posting_page(plan: &Plan, shared: &Shared, id: usize) -> PlannedPage {
    let posting = &plan.postings[id];
    let mut key = KeyHasher::new("posting-page").key(shared.page).key(shared.postings[id]);
    for list in posting.lists.iter() {
        key = key.key(shared.lists[*list as usize]);
    }
    for similar in posting.similar.iter() {
        key = key.number(1).key(shared.cards[*similar as usize]);
    }
    if let Some(company) = posting.company.map(|id| &plan.companies[id as usize]) {
        let profile = company.profile.map_or(0, |index| plan.board.companies[index as usize].content_hash);
        key = key.key(profile);
    }
    PlannedPage { page: Page::Posting(u32::try_from(id).unwrap_or(u32::MAX)), key: key.finish() }
}

fn list_key(list: &List, kind: &str, shared: u128) -> KeyHasher {
    KeyHasher::new(kind)
        .key(shared)
        .text(&list.name)
        .text(&list.value)
        .maybe(list.slug.as_ref().map(super::Slug::as_str))
}

fn list_pages(plan: &Plan, shared: &Shared, id: usize) -> Vec<PlannedPage> {
    let list = &plan.lists[id];
    let list_id = ListId::try_from(id).unwrap_or(ListId::MAX);
    let card = |posting: &u32| shared.cards[*posting as usize];
    let mut pages = Vec::with_capacity(list.numbered as usize + 1);
    let has_open = plan.has_open(list);
    for number in 0..=list.numbered {
        let newer = number == 0 || number == list.numbered;
        let neighbours = if newer { u64::from(list.numbered) + 1 } else { 0 };
        let mut key = list_key(list, "list", shared.page).number(number).number(neighbours).number(has_open);
        for posting in list.page(number, plan.settings.page_size) {
            key = key.key(card(posting));
        }
        if number == 0 {
            key = first_page_key(plan, list, key);
        }
        pages.push(PlannedPage { page: Page::List(list_id, number), key: key.finish() });
    }
    pages
}

/// What only the first page of a list shows: how many there are, past jobs, the company, featured jobs.
fn first_page_key(plan: &Plan, list: &List, mut key: KeyHasher) -> KeyHasher {
    let card = |posting: &u32| plan.postings[*posting as usize].card_key;
    key = key.number(list.entries.len() as u64).number(list.closed.len() as u64);
    for posting in &list.closed {
        key = key.key(card(posting));
    }
    if let Some(company) = list.company.map(|id| &plan.companies[id as usize]) {
        let profile = company.profile.map_or(0, |index| plan.board.companies[index as usize].content_hash);
        key = key.key(profile).maybe(company.url.as_deref()).maybe(company.logo.as_deref());
    }
    if list.kind == ListKind::Board {
        for posting in &plan.featured {
            key = key.key(card(posting));
        }
        for list in plan.popular() {
            key = named(key, list).number(list.entries.len() as u64);
        }
    }
    key
}

fn directory_pages(plan: &Plan, shared: &Shared) -> Vec<PlannedPage> {
    let mut pages = Vec::new();
    let value = |mut key: KeyHasher, lists: &[ListId]| {
        for list in lists.iter().map(|id| &plan.lists[*id as usize]) {
            let logo = list.company.and_then(|id| plan.companies[id as usize].logo.as_deref());
            key = key
                .text(&list.name)
                .maybe(list.slug.as_ref().map(super::Slug::as_str))
                .number(list.entries.len() as u64)
                .maybe(logo);
        }
        key
    };
    for (id, directory) in (0..).zip(&plan.directories) {
        let key = KeyHasher::new("directory").key(shared.page).text(&directory.folder);
        if directory.sections.is_empty() {
            pages.push(PlannedPage { page: Page::Directory(id, 0), key: value(key, &directory.lists).finish() });
            continue;
        }
        let mut letters = key;
        for (number, section) in (1..).zip(&directory.sections) {
            letters = letters.text(&section.prefix).number(section.range.len() as u64);
            let part = KeyHasher::new("section").key(shared.page).text(&directory.folder).text(&section.prefix);
            let key = value(part, &directory.lists[section.range.clone()]);
            pages.push(PlannedPage { page: Page::Directory(id, number), key: key.finish() });
        }
        let largest = plan.largest(directory);
        pages.push(PlannedPage { page: Page::Directory(id, 0), key: value(letters, &largest).finish() });
    }
    pages
}

fn feed_pages(plan: &Plan, shared: &Shared, id: usize) -> Vec<PlannedPage> {
    let list = &plan.lists[id];
    if !list.has_feeds {
        return Vec::new();
    }
    let list_id = ListId::try_from(id).unwrap_or(ListId::MAX);
    let icons = plan.feed_icons();
    let postings = if plan.feed_has_text(list_id) { &shared.postings } else { &shared.told };
    plan.feed_numbers(list_id)
        .into_iter()
        .map(|number| {
            let next = plan.feed_next(list_id, number).unwrap_or_default();
            let mut key = list_key(list, "feed", shared.data).key(plan.board.theme.words).number(number).number(next);
            key = icons.into_iter().fold(key, KeyHasher::maybe);
            for posting in plan.feed_entries(list_id, number) {
                key = key.key(postings[*posting as usize]);
            }
            PlannedPage { page: Page::Feeds(list_id, number), key: key.finish() }
        })
        .collect()
}

fn jobs_json(plan: &Plan, shared: &Shared) -> Vec<PlannedPage> {
    let board = &plan.lists[0];
    (0..=plan.jobs_parts())
        .map(|number| {
            let mut key = KeyHasher::new("jobs.json").key(shared.data).number(number);
            key = key.number(if number == 0 { board.entries.len() as u64 } else { 0 });
            for posting in plan.jobs_entries(number) {
                key = key.key(shared.told[*posting as usize]);
            }
            PlannedPage { page: Page::JobsJson(number), key: key.finish() }
        })
        .collect()
}

fn hand_offs(plan: &Plan, shared: &Shared) -> Vec<PlannedPage> {
    plan.hand_offs()
        .into_iter()
        .map(|file| {
            let key = KeyHasher::new("hand-off").key(shared.page).text(&plan.address(Page::HandOff(file)).file);
            let key = plan.hand_off_key(file, key, |id| shared.postings[id as usize]);
            PlannedPage { page: Page::HandOff(file), key: key.finish() }
        })
        .collect()
}

fn machine_files(plan: &Plan, shared: &Shared) -> Vec<PlannedPage> {
    plan.machine_files()
        .into_iter()
        .map(|file| {
            let mut key = KeyHasher::new(file.name()).key(shared.page);
            match file {
                MachineFile::Redirects => {
                    for Redirect { from, to } in &plan.redirects {
                        key = key.text(from).text(to);
                    }
                }
                MachineFile::Llms => {
                    for list in plan.popular() {
                        key = named(key, list);
                    }
                    for page in &plan.board.pages {
                        key = key.text(page.slug.as_str()).text(&page.title);
                    }
                    for posting in plan.lists[0].page(0, plan.settings.page_size) {
                        key = key.key(plan.postings[*posting as usize].card_key);
                    }
                }
                MachineFile::Robots | MachineFile::OpenSearch | MachineFile::Headers | MachineFile::JobsSchema => {}
            }
            PlannedPage { page: Page::Machine(file), key: key.finish() }
        })
        .collect()
}

fn sitemaps(plan: &Plan, shared: &Shared) -> Vec<PlannedPage> {
    let part = |number: u32| {
        let mut key = KeyHasher::new("sitemap").key(shared.data).number(number);
        for page in plan.sitemap_entries(number) {
            // The settings say how a posting's slug becomes its address.
            let Page::Posting(id) = page else {
                key = key.text(&plan.address(*page).path);
                continue;
            };
            let posting = &plan.postings[*id as usize];
            let days = posting.facts.outline().certain;
            let day = days.updated.or(days.posted);
            key = key.number(posting.slug_hash).number(day.is_some());
            if let Some(day) = day {
                key = key.number(day.year()).number(day.month()).number(day.day());
            }
        }
        PlannedPage { page: Page::Sitemap(number), key: key.finish() }
    };
    if plan.sitemap_parts() == 0 {
        return vec![part(0)];
    }
    let mut pages: Vec<PlannedPage> = (1..=plan.sitemap_parts()).into_par_iter().map(part).collect();
    let mut index = KeyHasher::new("sitemap-index").key(shared.data);
    for page in &pages {
        index = index.key(page.key);
    }
    pages.push(PlannedPage { page: Page::Sitemap(0), key: index.finish() });
    pages
}
