//! Facts that come under the keys of front matter, from tables and forms, into a listing.

use super::listing::{Body, Listing, Where};

/// Puts the values of a canonical key. A key without a place of its own is kept for templates.
pub(super) fn put(listing: &mut Listing, key: &str, values: Vec<String>) {
    let Some(first) = values.first().cloned() else { return };
    let slot = match key {
        "title" => return listing.title = first,
        "id" => return listing.id = first,
        "location" => return listing.places.extend(values.into_iter().map(Where::Text)),
        "city" | "subdivision" => return part(listing, key, first),
        "country" => return country(listing, first),
        "applicant_locations" => return listing.applicant_locations.extend(split(values)),
        "employment_type" => return listing.employment_type.extend(split(values)),
        "tags" => return listing.tags.extend(split(values)),
        "description" => {
            listing.body =
                if first.contains("</") || first.contains("<br") { Body::Html(first) } else { Body::Markdown(first) };
            return;
        }
        "status" => {
            return listing.is_closed |=
                ["closed", "filled", "archived", "expired"].contains(&first.to_lowercase().as_str());
        }
        "active" => return listing.is_closed |= first == "false",
        "archived" => return listing.is_closed |= first == "true",
        "company" => &mut listing.company,
        "company_url" => &mut listing.company_url,
        "company_logo" => &mut listing.company_logo,
        "date_posted" => &mut listing.date_posted,
        "date_updated" => &mut listing.date_updated,
        "valid_through" => &mut listing.valid_through,
        "remote" => &mut listing.remote,
        "salary" => &mut listing.pay.text,
        "salary_min" => &mut listing.pay.min,
        "salary_max" => &mut listing.pay.max,
        "salary_currency" => &mut listing.pay.currency,
        "salary_unit" => &mut listing.pay.unit,
        "category" => &mut listing.category,
        "seniority" => &mut listing.seniority,
        "language" => &mut listing.language,
        "apply" | "apply_email" => &mut listing.apply,
        "source_url" => &mut listing.source_url,
        "source" => &mut listing.source,
        "summary" => &mut listing.summary,
        _ => return listing.extra.push((key.to_owned(), values.join(", "))),
    };
    *slot = slot.take().or(Some(first));
}

fn split(values: Vec<String>) -> Vec<String> {
    let words = values.iter().flat_map(|value| value.split([',', ';']));
    words.map(|word| word.trim().trim_start_matches('#').to_owned()).filter(|word| !word.is_empty()).collect()
}

/// The country beside the words of a place, or a part of the place that is given in parts.
fn country(listing: &mut Listing, value: String) {
    if listing.places.iter().any(|place| matches!(place, Where::Text(_))) {
        listing.country = Some(value);
    } else {
        part(listing, "country", value);
    }
}

/// Adds to the place that is given in parts.
fn part(listing: &mut Listing, key: &str, value: String) {
    let is_parts = |place: &Where| matches!(place, Where::Parts { .. });
    if !listing.places.iter().any(is_parts) {
        listing.places.push(Where::Parts { city: None, subdivision: None, country: None });
    }
    for place in &mut listing.places {
        if let Where::Parts { city, subdivision, country } = place {
            match key {
                "city" => *city = Some(value.clone()),
                "subdivision" => *subdivision = Some(value.clone()),
                _ => *country = Some(value.clone()),
            }
        }
    }
}
