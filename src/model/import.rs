//! Where a board's postings come from.

/// A source of postings as `board.yaml` states it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportSource {
    /// Its name: small letters, digits and `-`.
    pub name: String,
    /// The word for its format.
    pub format: String,
    /// A file, relative to the board, or a web address.
    pub from: String,
    /// The employer, where the source names none.
    pub company: Option<String>,
    /// The employer's web site.
    pub company_url: Option<String>,
    /// The address of the source, where it is read from a file.
    pub address: Option<String>,
    /// Folder of its postings below the content folder.
    pub folder: String,
    /// Key of front matter and the column of a table that holds it.
    pub columns: Vec<(String, String)>,
    /// Whether a missing posting is closed; none leaves that to the format.
    pub is_whole: Option<bool>,
}
