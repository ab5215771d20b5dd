//! Disks on which other machines or programs change files without an event on this one.

use std::path::Path;

/// Kinds of file systems that tell nothing, or only what was changed from here.
const SILENT: [&str; 12] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "9p",
    "virtiofs",
    "vboxsf",
    "prl_fs",
    "drvfs",
    "fuse.sshfs",
    "fuse.gcsfuse",
    "fuse.s3fs",
];

/// The kind of the file system on which a folder lies, when it tells of no changes.
pub(super) fn without_events(folder: &Path) -> Option<String> {
    let folder = std::fs::canonicalize(folder).ok()?;
    silent(&std::fs::read_to_string("/proc/self/mounts").ok()?, &folder)
}

/// Of the mounts that hold the folder the one that lies deepest decides.
fn silent(mounts: &str, folder: &Path) -> Option<String> {
    let holding = mounts.lines().filter_map(|line| {
        let mut parts = line.split(' ');
        let place = parts.nth(1)?.replace("\\040", " ");
        let kind = parts.next()?;
        folder.starts_with(&place).then_some((place.len(), kind))
    });
    let (_, kind) = holding.max_by_key(|(length, _)| *length)?;
    SILENT.contains(&kind).then(|| kind.to_owned())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::silent;

    #[test]
    fn the_deepest_mount_decides_whether_changes_are_told() {
        let mounts = "/dev/sda / ext4 rw 0 0\nhost:/x /work nfs4 rw 0 0\ntmpfs /work/near tmpfs rw 0 0\n";
        assert_eq!(silent(mounts, Path::new("/home/board")), None);
        assert_eq!(silent(mounts, Path::new("/work/board")), Some("nfs4".to_owned()));
        assert_eq!(silent(mounts, Path::new("/work/near/board")), None);
    }
}
