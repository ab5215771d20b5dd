//! Deadlines as calendars (RFC 5545): a day-long event on the last day on which one can apply. `DTSTAMP`, which must
//! be there, is the newest day that the posting states.

use jiff::civil::Date;

use super::{address, apply_page, employer};
use crate::model::{DatePosted, Fact};
use crate::plan::{HandOff, PostingId};
use crate::render::Renderer;

/// Bytes of a line at most, without its end.
const LINE: usize = 75;

impl Renderer<'_> {
    /// `deadlines.ics`
    pub(super) fn calendar(&self) -> String {
        self.calendar_with(&self.plan.hand_off_entries(HandOff::Deadlines))
    }

    /// The calendar of one posting.
    pub(in crate::render) fn calendar_of(&self, id: PostingId) -> String {
        self.calendar_with(&[id])
    }

    fn calendar_with(&self, entries: &[PostingId]) -> String {
        let mut out = String::new();
        for (name, value) in [("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//corkboard//deadlines//EN")] {
            line(&mut out, name, value);
        }
        line(&mut out, "NAME", &escaped(&self.plan.settings.title));
        line(&mut out, "X-WR-CALNAME", &escaped(&self.plan.settings.title));
        for id in entries {
            self.event(*id, &mut out);
        }
        line(&mut out, "END", "VCALENDAR");
        out
    }

    fn event(&self, id: PostingId, out: &mut String) {
        let posting = &self.plan.open(id);
        let Some(last) = posting.deadline() else { return };
        let facts = &posting.facts;
        let posted = facts.date_posted.as_ref().and_then(Fact::certain).copied().and_then(DatePosted::day);
        let stamp = facts.date_updated.as_ref().and_then(Fact::certain).copied().max(posted);
        let page = address(self.plan, id);
        let title = match employer(self.plan, posting) {
            Some(company) => self.words.sentence("at_company", &[("title", &facts.title.value), ("company", company)]),
            None => facts.title.value.clone(),
        };
        line(out, "BEGIN", "VEVENT");
        line(out, "UID", &format!("{page}#deadline"));
        line(out, "DTSTAMP", &format!("{}T000000Z", stamp.map_or_else(|| "19700101".to_owned(), digits)));
        line(out, "DTSTART;VALUE=DATE", &digits(last));
        line(out, "DTEND;VALUE=DATE", &digits(last.tomorrow().unwrap_or(last)));
        let pair = [("name", self.words.label("apply_by")), ("value", &title)];
        line(out, "SUMMARY", &escaped(&self.words.sentence("pair", &pair)));
        line(out, "URL", &page);
        let text = apply_page(posting).map_or_else(|| page.clone(), |apply| format!("{page}\n{apply}"));
        line(out, "DESCRIPTION", &escaped(&text));
        if let Some(place) = self.place(posting) {
            line(out, "LOCATION", &escaped(&place));
        }
        line(out, "TRANSP", "TRANSPARENT");
        line(out, "END", "VEVENT");
    }
}

fn digits(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// A text as a value: signs that part values are escaped, control characters left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            character if character.is_control() => {}
            character => out.push(character),
        }
    }
    out
}

/// A content line, folded at 75 bytes between characters.
fn line(out: &mut String, name: &str, value: &str) {
    let mut room = LINE;
    for character in name.chars().chain([':']).chain(value.chars()) {
        if character.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        out.push(character);
        room -= character.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::{escaped, line};

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut out = String::new();
        line(&mut out, "SUMMARY", &escaped(&"Bäcker; und, \\\n".repeat(20)));
        assert!(out.split("\r\n").all(|part| part.len() <= 75));
        let joined = out.replace("\r\n ", "");
        assert_eq!(joined, format!("SUMMARY:{}\r\n", "Bäcker\\; und\\, \\\\\\n".repeat(20)));
    }
}
