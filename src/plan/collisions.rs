//! Files of `static/` that want the name of another file of the site, also where case does not matter: on the disks of
//! most people one of the two would be lost.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::{Asset, Page, Plan};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Slug;
use crate::source::Location;

/// Tells of each such file. The names of pages are in small letters.
pub fn collisions(plan: &Plan) -> Vec<Diagnostic> {
    let assets = &plan.board.assets;
    if assets.iter().all(|asset| asset.is_embedded) {
        return Vec::new();
    }
    let mut told = BTreeMap::new();
    let mut names: HashMap<String, &Asset> = HashMap::new();
    for asset in assets {
        if let Some(other) = names.insert(asset.file.to_lowercase(), asset) {
            let (own, other) = if asset.is_embedded { (other, asset) } else { (asset, other) };
            told.insert(&own.file, beside(own, &other.file));
        }
    }
    let mut folders: HashMap<&str, &Asset> = HashMap::new();
    for (name, asset) in names.iter().filter(|(_, asset)| !asset.is_embedded) {
        folders.extend(above(name).map(|folder| (folder, *asset)));
    }
    let of_page = |room: &mut String, page: Page| {
        let mut found = Vec::new();
        plan.visit_files(page, room, &mut |file| {
            let names = names.get(file).into_iter().chain(above(file).filter_map(|folder| names.get(folder)));
            let own = names.chain(folders.get(file)).filter(|asset| !asset.is_embedded);
            found.extend(own.map(|asset| (*asset, file.to_owned())));
        });
        found
    };
    let pages = plan.pages.par_iter().with_min_len(64).filter(|planned| !matches!(planned.page, Page::Asset(_)));
    let mut found: Vec<(&Asset, String)> =
        pages.map_init(String::new, |room, planned| of_page(room, planned.page)).flatten_iter().collect();
    found.sort_by(|left, right| (&left.0.file, &left.1).cmp(&(&right.0.file, &right.1)));
    for (asset, file) in &found {
        told.entry(&asset.file).or_insert_with(|| beside(asset, file));
    }
    for asset in assets.iter().filter(|asset| !asset.is_embedded && !is_portable(&asset.file)) {
        told.entry(&asset.file).or_insert_with(|| unportable(asset));
    }
    told.into_values().collect()
}

/// True for a path of which each part can be the name of a file on Windows too.
/// <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>
fn is_portable(file: &str) -> bool {
    let is_bad = |c: char| c.is_control() || r#"<>:"\|?*"#.contains(c);
    file.split('/').all(|part| {
        let stem = part.split('.').next().unwrap_or(part).to_ascii_lowercase();
        !part.contains(is_bad) && !part.ends_with(['.', ' ']) && !Slug::is_device(&stem)
    })
}

fn unportable(asset: &Asset) -> Diagnostic {
    let message = "no file can have this name on Windows, nor where the site is unpacked there".to_owned();
    let location = Location::file(&format!("static/{}", asset.file));
    Diagnostic::at(Severity::Warning, Code::NameCollision, location, message).help("rename the file in `static/`")
}

/// The folders above a file.
fn above(file: &str) -> impl Iterator<Item = &str> {
    file.match_indices('/').map(|(at, _)| &file[..at])
}

fn beside(asset: &Asset, other: &str) -> Diagnostic {
    let (severity, message) = if asset.file.to_lowercase() == other.to_lowercase() && asset.file != other {
        let why = "differ only in case: on many disks and hosts one of them would be lost";
        (Severity::Warning, format!("this file and `{other}` of the site {why}"))
    } else if asset.file == other {
        (Severity::Error, format!("the board writes `{other}` itself"))
    } else {
        (Severity::Error, format!("one name cannot be that of a file and of a folder: the board writes `{other}`"))
    };
    let location = Location::file(&format!("static/{}", asset.file));
    Diagnostic::at(severity, Code::NameCollision, location, message).help("rename or remove the file in `static/`")
}
