//! Words of location strings that are not names of places.

/// What such a word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::parse) enum Word {
    /// `remote`.
    Remote,
    /// Work from home, in words that leave room for an office.
    Home,
    /// No limit of place.
    Anywhere,
    /// `hybrid`.
    Hybrid,
    /// At the employer's place.
    Onsite,
    /// Takes back what is said of the way of working: `during the pandemic`.
    Temporary,
    /// Makes the names before it a time zone.
    Zone,
    /// Names a time zone.
    Clock,
    /// Leaves out the places that follow.
    Except,
    /// A part of what follows: `Southern California`.
    Part,
    /// Surroundings of a city.
    Metro,
    /// The kind of a subdivision: `County`, `State of`.
    Unit,
    /// Joins alternatives.
    Or,
    /// Ties the words around it to one name: `upon`, `de`.
    Particle,
    /// Says nothing.
    Filler,
    /// A department or another word that is never a place.
    Department,
}

impl Word {
    /// The class of a line of `place-words.tsv`.
    pub(super) fn named(class: &str) -> Option<Word> {
        Some(match class {
            "remote" => Word::Remote,
            "home" => Word::Home,
            "anywhere" => Word::Anywhere,
            "hybrid" => Word::Hybrid,
            "onsite" => Word::Onsite,
            "temporary" => Word::Temporary,
            "zone" => Word::Zone,
            "clock" => Word::Clock,
            "except" => Word::Except,
            "part" => Word::Part,
            "metro" => Word::Metro,
            "unit" => Word::Unit,
            "or" => Word::Or,
            "particle" => Word::Particle,
            "filler" => Word::Filler,
            "department" => Word::Department,
            _ => return None,
        })
    }
}
