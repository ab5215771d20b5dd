//! Names of languages, as fields hold them. They lie in `data/languages.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::lists;
use crate::model::{Fact, Language};
use crate::source::Span;

static NAMES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    lists::lines(include_str!("../data/languages.txt"))
        .filter_map(|(_, line)| line.split_once(':'))
        .flat_map(|(tag, names)| lists::parts(names, ',').map(move |name| (name, tag)))
        .collect()
});

/// The language that a field holds by its name (`Deutsch`) or tag (`en-US`).
pub fn read(field: &str, span: Span) -> Option<Fact<Language>> {
    let name = field.trim().trim_start_matches('#').to_lowercase();
    let tag = NAMES.get(name.as_str()).copied().unwrap_or(field.trim());
    let language = Language::from_tag(tag)?;
    let is_known = NAMES.values().any(|known| known.split('-').next() == Some(language.primary()));
    is_known.then(|| Fact::stated(language, span))
}
