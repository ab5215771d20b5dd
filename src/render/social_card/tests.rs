//! Cards as they come out.

use super::{Fonts, SocialCard};

fn card<'a>(title: &'a str) -> SocialCard<'a> {
    SocialCard {
        board: "Harbour Jobs",
        title,
        company: "Quillfern Publishing",
        facts: ["Porto, Portugal", "€ 48,000 – 60,000 a year"],
        monogram: "Q",
        ..SocialCard::default()
    }
}

/// Titles of every kind that a board may have.
const TITLES: [&str; 12] = [
    "Technical Writer",
    "Senior Staff Software Engineer, Developer Productivity and Build Infrastructure (Remote, Europe or Americas)",
    "Donaudampfschifffahrtsgesellschaftskapitän (m/w/d) für Rechtsschutzversicherungsgesellschaften",
    "シニアソフトウェアエンジニア（検索基盤・バックエンド）の募集です。",
    "高级后端开发工程师（分布式系统方向）",
    "백엔드 소프트웨어 엔지니어 (검색 플랫폼)",
    "مهندس برمجيات أول – فريق البحث",
    "מהנדס תוכנה בכיר, צוות Rust",
    "🚀 Rust Engineer 👩‍💻 at 🌍 scale ✨",
    "Инженер-программист Τεχνικός γραφέας",
    "سنيور Backend Developer (Python 3.12) בתל אביב",
    "सॉफ्टवेयर इंजीनियर วิศวกรซอฟต์แวร์",
];

#[test]
fn a_card_is_a_small_picture_and_the_same_every_time() {
    let fonts = Fonts::new([]);
    for title in TITLES {
        let bytes = card(title).png(&fonts);
        assert!(bytes.len() < 50_000, "{title}: {}", bytes.len());
        assert_eq!(bytes, card(title).png(&Fonts::new([])), "{title}");
    }
}

/// Writes the cards for looking at: `CORKBOARD_CARDS=/some/folder cargo test cards_to_look_at`.
#[test]
fn cards_to_look_at() {
    let Some(folder) = std::env::var_os("CORKBOARD_CARDS") else { return };
    let fonts = Fonts::new([]);
    for (number, title) in TITLES.iter().enumerate() {
        let path = std::path::Path::new(&folder).join(format!("{number}.png"));
        std::fs::write(path, card(title).png(&fonts)).unwrap();
    }
}
