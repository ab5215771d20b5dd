//! Lists and reads the author's files, sorted by path. The only stage that reads the board.

mod content;
mod link;
mod others;
mod outside;
mod read;
mod small;
mod stat;

pub use content::{Content, Found, Kind, Listing, is_ignored};
pub use link::Links;
pub use others::others;
pub use outside::outside;
pub use read::{LARGEST, Unreadable, bytes, read};
pub use small::{SmallFile, SmallListing, small_files};
pub use stat::{Folder, Seen, Stat, seen};
