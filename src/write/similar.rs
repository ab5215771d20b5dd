//! The similar jobs of the last build (`similar`), with all that they were found from: as long as few words change,
//! few are found anew. A missing, damaged or foreign file is as good as none.

use std::io;
use std::path::Path;

use xxhash_rust::xxh3::xxh3_64;

use super::disk;
use super::store::program;
use super::terms::part;
use crate::find;
use crate::plan::Similar;

/// First bytes of the file; the number is that of the layout.
const MAGIC: &[u8; 16] = b"corkboard alike2";

/// Opens what was remembered; nothing when the file is of no use.
pub(super) fn open(folder: &Path) -> Similar {
    read(folder).unwrap_or_default()
}

fn read(folder: &Path) -> Option<Similar> {
    let bytes = find::bytes(&folder.join("similar")).ok()?;
    let (hash, mut rest) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<8>()?;
    if xxh3_64(rest) != u64::from_le_bytes(*hash) {
        return None;
    }
    rest = rest.strip_prefix(program().as_bytes())?;
    let marks = part(&mut rest)?.as_chunks::<8>().0.iter().map(|mark| u64::from_le_bytes(*mark)).collect();
    let mut numbers = || -> Option<Vec<u32>> {
        Some(part(&mut rest)?.as_chunks::<4>().0.iter().map(|number| u32::from_le_bytes(*number)).collect())
    };
    let parts = [numbers()?, numbers()?, numbers()?, numbers()?];
    Similar::from_parts(marks, parts)
}

/// Writes what the next build finds similar jobs from.
pub(super) fn save(folder: &Path, similar: &Similar) -> io::Result<()> {
    let (marks, parts) = similar.parts();
    let mut body = program().as_bytes().to_vec();
    body.extend_from_slice(&(marks.len() as u64 * 8).to_le_bytes());
    body.extend(marks.iter().flat_map(|mark| mark.to_le_bytes()));
    for part in parts {
        body.extend_from_slice(&(part.len() as u64 * 4).to_le_bytes());
        body.extend(part.iter().flat_map(|number| number.to_le_bytes()));
    }
    let fresh = folder.join("similar.part");
    disk::write(&fresh, &[MAGIC.as_slice(), &xxh3_64(&body).to_le_bytes(), &body].concat())?;
    disk::rename(&fresh, &folder.join("similar"))
}

#[cfg(test)]
mod tests {
    use super::{open, save};
    use crate::plan::Similar;

    #[test]
    fn a_file_with_any_byte_changed_or_cut_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("similar");
        let parts = [vec![7, 8, 9], vec![2, 3], vec![1, 0], vec![1, 2]];
        let similar = Similar::from_parts(vec![17, 4], parts).unwrap();
        save(folder.path(), &similar).unwrap();
        assert_eq!(open(folder.path()), similar);
        let good = std::fs::read(&path).unwrap();
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            std::fs::write(&path, &bad).unwrap();
            assert_eq!(open(folder.path()), Similar::default(), "byte {at}");
            std::fs::write(&path, &good[..at]).unwrap();
            assert_eq!(open(folder.path()), Similar::default(), "cut at {at}");
        }
    }

    #[test]
    fn parts_that_lead_out_of_the_board_are_none() {
        assert_eq!(Similar::from_parts(vec![0], [vec![], vec![0], vec![1], vec![1]]), None);
        assert_eq!(Similar::from_parts(vec![0], [vec![7], vec![2], vec![], vec![0]]), None);
    }
}
