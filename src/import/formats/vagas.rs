//! Issues as jobs (`frontendbr/vagas` and its likes): the list of issues as the API of GitHub or `gh` gives it.
//! The title is `[Cidade] Cargo na Empresa`; labels say level, contract and way of working.

use super::super::Known;
use super::super::listing::{Body, Listing, Where, is_place};
use super::super::pasted::address;
use super::super::tree::{Item, Told};
use super::{Listings, json_root, records};

pub(super) fn listings(told: &Told, _: &Known) -> Listings {
    let Some(root) = json_root(told) else { return Listings::default() };
    let items = records(&root, told, &["items", "issues"]);
    let listings = items.iter().filter(|item| item.node.get("pull_request").is_none()).map(listing).collect();
    Listings { listings, is_whole: false }
}

fn listing(item: &Item) -> Listing {
    let (place, title, company) = title_parts(&item.text("title").unwrap_or_default());
    let body = item.text("body").unwrap_or_default().replace("\r\n", "\n");
    let mut listing = Listing {
        id: item.text("number").unwrap_or_default(),
        title,
        company: company.or_else(|| section(&body, &["empresa"]).and_then(|text| short(&text))),
        date_posted: item.first(&["created_at", "createdAt"]),
        date_updated: item.first(&["updated_at", "updatedAt"]),
        places: place
            .or_else(|| section(&body, &["local", "localização"]).and_then(|text| short(&text)))
            .map(Where::Text)
            .into_iter()
            .collect(),
        apply: section(&body, &["como se candidatar", "candidatura", "how to apply"]).and_then(|text| address(&text)),
        source_url: item.first(&["html_url", "url"]),
        is_closed: item.text("state").is_some_and(|state| state.eq_ignore_ascii_case("closed")),
        at: item.node.at.clone(),
        ..Listing::default()
    };
    let own: Vec<String> =
        item.list("labels").iter().filter_map(|label| label.text("name").or_else(|| label.node.scalar())).collect();
    let written = section(&body, &["labels"]).unwrap_or_default();
    let written = written
        .lines()
        .filter(|line| line.starts_with("- "))
        .map(|line| line.trim_start_matches("- ").replace("[x]", ""));
    let is_chosen = |word: &String| !word.contains("[ ]");
    for word in own.into_iter().chain(written.filter(is_chosen)) {
        label(word.trim(), &mut listing);
    }
    if listing.apply.is_none() {
        listing.apply.clone_from(&listing.source_url);
    }
    listing.body = Body::Markdown(without_labels(&body));
    listing
}

/// `[São Paulo] Dev na Acme`: place, title, company.
fn title_parts(title: &str) -> (Option<String>, String, Option<String>) {
    let (mut place, mut rest) = (None, title.trim());
    while let Some((inside, after)) = rest.strip_prefix('[').and_then(|text| text.split_once(']')) {
        if place.is_none() && is_place(inside) {
            place = Some(inside.trim().to_owned());
        }
        rest = after.trim_start_matches([' ', '-', ':']);
    }
    let joints = [" na empresa ", " na ", " no ", " @ ", " at ", " | "];
    let found = joints.iter().find_map(|joint| {
        let (job, company) = rest.rsplit_once(joint)?;
        let company = company.trim_start_matches('@');
        let is_name = company.chars().next().is_some_and(|first| first.is_uppercase() || first.is_numeric());
        is_name.then(|| (job.trim().to_owned(), company.trim().trim_matches(['[', ']']).to_owned()))
    });
    match found {
        Some((job, company)) => match company.split_once(" | ") {
            Some((company, more)) if is_place(more) => {
                (place.or_else(|| Some(more.trim().to_owned())), job, Some(company.trim().to_owned()))
            }
            _ => (place, job, Some(company)),
        },
        None => (place, rest.to_owned(), None),
    }
}

/// The text below one of several headings.
fn section(body: &str, names: &[&str]) -> Option<String> {
    let mut lines = body.lines();
    lines.find(|line| {
        line.starts_with('#') && names.contains(&line.trim_matches(['#', ' ', ':']).to_lowercase().as_str())
    })?;
    let text: Vec<&str> = lines.take_while(|line| !line.starts_with("## ") && !line.starts_with("# ")).collect();
    Some(text.join("\n").trim().to_owned()).filter(|text| !text.is_empty())
}

/// A section of one short line.
fn short(text: &str) -> Option<String> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let line = lines.next()?.trim_start_matches(['-', '*', ' ']).trim();
    (lines.next().is_none() && line.chars().count() <= 60 && !line.ends_with('.')).then(|| line.to_owned())
}

fn label(word: &str, listing: &mut Listing) {
    let lower = word.to_lowercase();
    match lower.as_str() {
        "remoto" | "remote" | "alocado" | "presencial" | "híbrido" | "hibrido" | "onsite" | "hybrid" => {
            listing.remote = Some(lower)
        }
        // A contract by labour law, of any hours.
        "clt" => listing.employment_type.push("CLT".to_owned()),
        "pj" | "freela" | "freelance" | "freelancer" => listing.employment_type.push("contract".to_owned()),
        "estágio" | "estagio" | "internship" => listing.employment_type.push("internship".to_owned()),
        "júnior" | "junior" => listing.seniority = Some("junior".to_owned()),
        "pleno" => listing.seniority = Some("mid".to_owned()),
        "sênior" | "senior" => listing.seniority = Some("senior".to_owned()),
        "" | "stale" | "vaga" | "job" | "expirada" => {}
        _ if word.chars().count() <= 30 => listing.tags.push(word.to_owned()),
        _ => {}
    }
}

/// The body without its section of labels, which have become fields.
fn without_labels(body: &str) -> String {
    let mut is_inside = false;
    let kept = body.lines().filter(|line| {
        if line.starts_with("## ") || line.starts_with("# ") {
            is_inside = line.trim_matches(['#', ' ']).eq_ignore_ascii_case("labels");
        }
        !is_inside
    });
    kept.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::title_parts;

    #[test]
    fn titles_of_issues_are_taken_apart() {
        let own = |place: &str, title: &str, company: &str| {
            let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            (some(place), title.to_owned(), some(company))
        };
        assert_eq!(title_parts("[São Paulo] Dev Front-end na Acme"), own("São Paulo", "Dev Front-end", "Acme"));
        assert_eq!(title_parts("[Remoto] [PJ] Dev Back-end @ Acme Ltda"), own("Remoto", "Dev Back-end", "Acme Ltda"));
        assert_eq!(title_parts("Dev React Sênior na @Padaria"), own("", "Dev React Sênior", "Padaria"));
        assert_eq!(title_parts("Dev @ Empresa X | Belo Horizonte"), own("Belo Horizonte", "Dev", "Empresa X"));
        assert_eq!(title_parts("Dev Mobile"), own("", "Dev Mobile", ""));
    }
}
