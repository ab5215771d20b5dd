//! Structured data (schema.org as JSON-LD) for search engines. The only place that writes JSON into a page:
//! what it returns stands as it is between `<script type="application/ld+json">` and `</script>`.
//!
//! A posting's is drawn from: its facts, body, address and `missing`; its employer's name, site and logo; the settings
//! `base_url`, `url_style`, `time_zone`, `expand_regions`. The site's from `title`, `description`, `base_url`, `language`.

mod posting;
mod script;
mod site;

pub use posting::posting;
pub use site::{breadcrumbs, site};

#[cfg(test)]
mod tests;
