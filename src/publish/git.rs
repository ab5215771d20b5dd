//! A git branch, for GitHub Pages and the like: the whole site becomes one commit, made without touching the working
//! tree, and is pushed when it differs from what the branch holds. Readers see one commit or the next.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::process::Command;

use super::difference::{Kind, steps};
use super::manifest::{self, Manifest};
use super::target::Branch;
use super::{Failure, Outcome, Request, local, refuse_shrunken};

/// The name of those who commit where git knows none.
const NOBODY: [(&str, &str); 4] = [
    ("GIT_AUTHOR_NAME", "corkboard"),
    ("GIT_AUTHOR_EMAIL", "corkboard@localhost"),
    ("GIT_COMMITTER_NAME", "corkboard"),
    ("GIT_COMMITTER_EMAIL", "corkboard@localhost"),
];

/// Site and branch, compared.
struct Compared {
    /// The newest commit of the branch.
    parent: Option<String>,
    tree: String,
    open: usize,
    outcome: Outcome,
}

/// Compares without pushing.
pub(super) fn plan(request: &Request, branch: &Branch) -> Result<Outcome, Failure> {
    Ok(compare(request, branch)?.outcome)
}

/// Compares, commits and pushes.
pub(super) fn publish(request: &Request, branch: &Branch) -> Result<Outcome, Failure> {
    let Compared { parent, tree, open, outcome } = compare(request, branch)?;
    if outcome.steps.is_empty() {
        return Ok(outcome);
    }
    let git = Git { request, branch };
    let message = format!("Publish {open} open postings");
    let mut arguments = vec!["commit-tree", &tree, "-m", &message];
    if let Some(parent) = &parent {
        arguments.extend(["-p", parent]);
    }
    let commit = git.run(&arguments)?;
    git.run(&["push", "--quiet", &branch.remote, &format!("{commit}:refs/heads/{}", branch.name)])?;
    Ok(outcome)
}

fn compare(request: &Request, branch: &Branch) -> Result<Compared, Failure> {
    let files = local::files(&request.site)?;
    let git = Git { request, branch };
    let parent = git.fetch()?;
    let before = match &parent {
        Some(parent) => git.files_of(parent)?,
        None => BTreeMap::new(),
    };
    let open = local::open_postings(&request.site);
    if let Some(parent) = &parent {
        let jobs = git.run(&["show", &format!("{parent}:jobs.json")]).unwrap_or_default();
        refuse_shrunken(request, local::total(jobs.as_bytes()), open)?;
    }
    let tree = git.tree()?;
    let sizes: BTreeMap<&str, u64> = files.iter().map(|file| (file.path.as_str(), file.size)).collect();
    let keys = |files: BTreeMap<String, u128>| Manifest { open, files, ..Manifest::default() };
    let after: BTreeMap<String, (u128, u64)> = git
        .files_of(&tree)?
        .into_iter()
        .map(|(path, key)| {
            let size = sizes.get(path.as_str()).copied().unwrap_or_default();
            (path, (key, size))
        })
        .collect();
    let steps = steps(&keys(before), &after);
    let sent = steps.iter().filter(|step| step.kind != Kind::Gone).count();
    let outcome = Outcome {
        target: format!("branch `{}` of `{}`", branch.name, branch.remote),
        unchanged: after.len() - sent,
        bytes: steps.iter().map(|step| step.size).sum(),
        steps,
    };
    Ok(Compared { parent, tree, open, outcome })
}

struct Git<'a> {
    request: &'a Request,
    branch: &'a Branch,
}

impl Git<'_> {
    /// The newest commit of the branch as the other side has it; none when there is no such branch.
    fn fetch(&self) -> Result<Option<String>, Failure> {
        let reference = format!("refs/heads/{}", self.branch.name);
        let listed = self.run(&["ls-remote", &self.branch.remote, &reference])?;
        let Some(commit) = listed.split_whitespace().next().map(str::to_owned) else { return Ok(None) };
        self.run(&["fetch", "--quiet", "--no-tags", "--depth=1", &self.branch.remote, &commit])
            .or_else(|_| self.run(&["fetch", "--quiet", "--no-tags", &self.branch.remote, &reference]))?;
        Ok(Some(commit))
    }

    /// The files of a commit or tree with their ids.
    fn files_of(&self, tree: &str) -> Result<BTreeMap<String, u128>, Failure> {
        let listed = self.run(&["ls-tree", "-r", "-z", "--full-tree", tree])?;
        let file = |line: &str| {
            let (about, path) = line.split_once('\t')?;
            let id = about.split(' ').nth(2)?;
            let key = u128::from_str_radix(id.get(..32)?, 16).ok()?;
            Some((path.to_owned(), key.max(manifest::ANNOUNCED + 1)))
        };
        Ok(listed.split('\0').filter_map(file).collect())
    }

    /// The site as a tree of git's, through an index of its own.
    fn tree(&self) -> Result<String, Failure> {
        let site = std::path::absolute(&self.request.site).unwrap_or_else(|_| self.request.site.clone());
        let folder = self.run(&["rev-parse", "--absolute-git-dir"])?;
        let index = std::path::Path::new(&folder).join("corkboard-index");
        let envs = [
            ("GIT_DIR", OsStr::new(&folder)),
            ("GIT_INDEX_FILE", index.as_os_str()),
            ("GIT_WORK_TREE", site.as_os_str()),
        ];
        let run = |arguments: &[&str]| self.run_with(arguments, &envs);
        run(&["read-tree", "--empty"])?;
        run(&["-c", "core.autocrlf=false", "add", "--all", "--force", "--", "."])?;
        // Without it GitHub Pages would leave out what begins with `_`.
        let nothing = self.run(&["hash-object", "-w", "--stdin"])?;
        run(&["update-index", "--add", "--cacheinfo", &format!("100644,{nothing},.nojekyll")])?;
        run(&["write-tree"])
    }

    fn run(&self, arguments: &[&str]) -> Result<String, Failure> {
        self.run_with(arguments, &[])
    }

    /// What git says; its credentials are its own, and it never asks.
    fn run_with(&self, arguments: &[&str], envs: &[(&str, &OsStr)]) -> Result<String, Failure> {
        let mut command = Command::new("git");
        command.current_dir(&self.branch.repository).args(arguments).env("GIT_TERMINAL_PROMPT", "0");
        command.stdin(std::process::Stdio::null()).envs(envs.iter().copied());
        if arguments.first() == Some(&"commit-tree") && self.run(&["config", "user.email"]).is_err() {
            command.envs(NOBODY);
        }
        let output = command.output().map_err(|error| Failure::of("cannot run `git`", &error))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            let said = super::without_secrets(said.trim());
            let what = arguments.first().copied().unwrap_or_default();
            return Err(Failure::World(format!("`git {what}` failed: {said}")));
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim_end_matches('\n').to_owned())
    }
}
