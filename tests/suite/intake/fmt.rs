//! `corkboard fmt`.

use super::{board, corkboard, text};

const OLD: &str = "---\ntitle: Sail Maker\ncompanyName: Loft # the old one\n---\n\nWe mend sails.\n";
const NEW: &str = "---\ntitle: Sail Maker\ncompany: Loft # the old one\n---\n\nWe mend sails.\n";

#[test]
fn fmt_writes_what_check_lists_and_then_nothing_more() {
    let files = [("content/jobs/a.md", OLD), ("content/jobs/b.md", NEW), ("content/jobs/b.yaml", "empresa: Loft\n")];
    let folder = board("fmt", &files);
    let checked = corkboard(&folder, &["fmt", "--check"], "");
    assert_eq!(checked.code, Some(1), "{}", checked.err);
    assert_eq!(checked.out, "./content/jobs/a.md\n./content/jobs/b.yaml\n");
    assert_eq!(text(&folder, "content/jobs/a.md"), OLD);
    let shown = corkboard(&folder, &["fmt", "--diff", "content/jobs/a.md"], "");
    assert_eq!(
        shown.out,
        "--- content/jobs/a.md\n+++ content/jobs/a.md\n@@ -3,1 +3,1 @@\n-companyName: Loft # the old one\n+company: Loft # the old one\n"
    );
    assert_eq!(corkboard(&folder, &["fmt"], "").code, Some(0));
    assert_eq!(text(&folder, "content/jobs/a.md"), NEW);
    assert_eq!(text(&folder, "content/jobs/b.yaml"), "company: Loft\n");
    let again = corkboard(&folder, &["fmt", "--check"], "");
    assert_eq!((again.code, again.out.as_str()), (Some(0), ""), "{}", again.err);
}

#[test]
fn a_file_with_mistakes_is_told_and_left_and_the_others_are_written() {
    let folder = board("fmt-broken", &[("content/a.md", "---\ntitle: [\n---\nText.\n"), ("content/b.md", OLD)]);
    let ran = corkboard(&folder, &["fmt"], "");
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("error[CB010]") && ran.err.contains("content/a.md:"), "{}", ran.err);
    assert_eq!(text(&folder, "content/b.md"), NEW);
    assert_eq!(corkboard(&folder, &["fmt", "nowhere.md"], "").code, Some(3));
}
