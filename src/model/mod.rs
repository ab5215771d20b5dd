//! The vocabulary: what a board is made of. Knows no format, reads nothing, writes nothing.

mod color;
mod company;
mod extra;
mod fact;
mod hand_offs;
mod import;
mod language;
mod location;
mod posting;
mod rates;
mod salary;
mod settings;
mod slug;
mod web;

pub use color::{ACCENT, Color, GROUNDS, READABLE};
pub use company::{CompanyProfile, PlainPage};
pub use fact::{Fact, Origin};
pub use hand_offs::{Deadlines, HandOffs};
pub use import::ImportSource;
pub use language::Language;
pub use location::{Country, Location, Place, Region, Remote};
pub use posting::{Apply, DatePosted, Dialect, EmploymentType, Featured, JobPosting, Repair, Seniority, Status, Tag};
pub use rates::{PayAssumption, Rates, YearlyPay};
pub use salary::{Currency, Salary, Unit};
pub use settings::{
    AiPolicy, BodySearch, Colors, Density, FacetKind, FeedText, Feeds, Fonts, Hero, Logo, Logos, Look, NavigationLink,
    Search, Settings, SocialCards, Taxonomy, UrlStyle,
};
pub use slug::Slug;
pub use web::{SiteUrl, WebUrl};
