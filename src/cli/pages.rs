//! The page of each diagnostic, embedded, so that it can be read without a network.

use crate::diagnostic::Code;

/// The page of a code, as Markdown.
pub(super) fn page(code: Code) -> &'static str {
    use Code::*;
    match code {
        UnreadableFile => include_str!("../../docs/reference/diagnostics/CB001.md"),
        FileTooLarge => include_str!("../../docs/reference/diagnostics/CB002.md"),
        RepairedEncoding => include_str!("../../docs/reference/diagnostics/CB003.md"),
        EmptyPosting => include_str!("../../docs/reference/diagnostics/CB004.md"),
        OrphanSidecar => include_str!("../../docs/reference/diagnostics/CB005.md"),
        OtherFile => include_str!("../../docs/reference/diagnostics/CB006.md"),
        FrontMatterSyntax => include_str!("../../docs/reference/diagnostics/CB010.md"),
        UnknownKey => include_str!("../../docs/reference/diagnostics/CB011.md"),
        WrongType => include_str!("../../docs/reference/diagnostics/CB012.md"),
        DuplicateKey => include_str!("../../docs/reference/diagnostics/CB013.md"),
        MissingTitle => include_str!("../../docs/reference/diagnostics/CB014.md"),
        FrontMatterTooLarge => include_str!("../../docs/reference/diagnostics/CB015.md"),
        UnclosedFrontMatter => include_str!("../../docs/reference/diagnostics/CB016.md"),
        UnreadableDate => include_str!("../../docs/reference/diagnostics/CB030.md"),
        DeadlineBeforePosting => include_str!("../../docs/reference/diagnostics/CB031.md"),
        UnreadableSalary => include_str!("../../docs/reference/diagnostics/CB032.md"),
        UnreadableUrl => include_str!("../../docs/reference/diagnostics/CB033.md"),
        UnknownEmploymentType => include_str!("../../docs/reference/diagnostics/CB034.md"),
        UnknownLanguage => include_str!("../../docs/reference/diagnostics/CB035.md"),
        DatePostedInFuture => include_str!("../../docs/reference/diagnostics/CB036.md"),
        SuspiciousText => include_str!("../../docs/reference/diagnostics/CB037.md"),
        LookAlike => include_str!("../../docs/reference/diagnostics/CB038.md"),
        UnusableLogo => include_str!("../../docs/reference/diagnostics/CB039.md"),
        RemoteLogo => include_str!("../../docs/reference/diagnostics/CB040.md"),
        CutDescription => include_str!("../../docs/reference/diagnostics/CB050.md"),
        EmptyDescription => include_str!("../../docs/reference/diagnostics/CB051.md"),
        BrokenLink => include_str!("../../docs/reference/diagnostics/CB052.md"),
        UnsafeMarkup => include_str!("../../docs/reference/diagnostics/CB053.md"),
        DuplicateId => include_str!("../../docs/reference/diagnostics/CB060.md"),
        MergedDuplicate => include_str!("../../docs/reference/diagnostics/CB061.md"),
        DeadAlias => include_str!("../../docs/reference/diagnostics/CB062.md"),
        SettingsSyntax => include_str!("../../docs/reference/diagnostics/CB070.md"),
        UnknownSetting => include_str!("../../docs/reference/diagnostics/CB071.md"),
        WrongSetting => include_str!("../../docs/reference/diagnostics/CB072.md"),
        OldRates => include_str!("../../docs/reference/diagnostics/CB073.md"),
        PaleAccent => include_str!("../../docs/reference/diagnostics/CB074.md"),
        TemplateMistake => include_str!("../../docs/reference/diagnostics/CB080.md"),
        NameCollision => include_str!("../../docs/reference/diagnostics/CB081.md"),
        MissingWords => include_str!("../../docs/reference/diagnostics/CB082.md"),
        NoOpenPostings => include_str!("../../docs/reference/diagnostics/CB090.md"),
        ShrunkenBoard => include_str!("../../docs/reference/diagnostics/CB091.md"),
        NotEligible => include_str!("../../docs/reference/diagnostics/CB092.md"),
        PastDeadline => include_str!("../../docs/reference/diagnostics/CB093.md"),
        PostingOutside => include_str!("../../docs/reference/diagnostics/CB094.md"),
        RobotsBelowRoot => include_str!("../../docs/reference/diagnostics/CB095.md"),
        ImportSyntax => include_str!("../../docs/reference/diagnostics/CB100.md"),
        ImportRecord => include_str!("../../docs/reference/diagnostics/CB101.md"),
        ShrunkenSource => include_str!("../../docs/reference/diagnostics/CB102.md"),
        ChangedTwice => include_str!("../../docs/reference/diagnostics/CB103.md"),
    }
}

/// Where the page is on the web; none when the project has no address.
pub(super) fn address(code: Code) -> Option<String> {
    let project = env!("CARGO_PKG_REPOSITORY");
    (!project.is_empty()).then(|| format!("{project}/blob/main/docs/reference/diagnostics/{}.md", code.id()))
}

/// The code with the given name: `CB011`, `cb11` or `11`.
pub(super) fn code(name: &str) -> Option<Code> {
    let digits = name.trim_start_matches(['C', 'c', 'B', 'b']);
    let number: u16 = digits.parse().ok()?;
    Code::ALL.iter().copied().find(|code| *code as u16 == number)
}
