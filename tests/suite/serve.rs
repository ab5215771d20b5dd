//! The preview, through a real socket.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use corkboard::diagnostic::Diagnostic;
use corkboard::serve::watch::Watched;
use corkboard::serve::{Host, Loaded, News, listener, serve};
use corkboard::write::{Inputs, Memory};

use crate::board::TestBoard;

struct Preview {
    inputs: Inputs,
    news: std::sync::Mutex<Sender<String>>,
}

impl Host for Preview {
    fn load(&self) -> Result<Loaded, String> {
        Ok(Loaded { inputs: self.inputs.clone(), diagnostics: Vec::new() })
    }
    fn remembered(&self) -> Memory {
        Memory::default()
    }
    fn draw(&self, diagnostics: &[Diagnostic]) -> String {
        diagnostics.iter().map(|d| format!("{}:{} {}\n", d.location.path, d.location.line, d.message)).collect()
    }
    fn clock(&self) -> i64 {
        i64::MAX
    }
    fn tell(&self, news: &News) {
        let _ = self.news.lock().unwrap().send(format!("{news:?}"));
    }
}

/// A preview of a board.
pub struct Running {
    pub board: TestBoard,
    pub address: SocketAddr,
    news: std::sync::Mutex<Receiver<String>>,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<Result<(), String>>>,
}

/// Starts a preview that is told of changes.
pub fn running(board: TestBoard) -> Running {
    running_by(board, false)
}

/// Starts a preview; with `poll` it looks for changes by itself.
pub fn running_by(board: TestBoard, poll: bool) -> Running {
    let inputs = board.request("public").inputs;
    let (sender, news) = channel();
    let listener = listener("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = listener.local_addr().unwrap();
    let others = ["templates", "static", "board.yaml"].map(|name| board.path(name)).to_vec();
    let watched = Watched { content: board.path("content"), others, poll };
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let preview = Arc::new(Preview { inputs, news: std::sync::Mutex::new(sender) });
    let thread = std::thread::spawn(move || {
        serve(preview, watched, listener, async {
            let _ = stopped.await;
        })
    });
    let running = Running { board, address, news: std::sync::Mutex::new(news), stop: Some(stop), thread: Some(thread) };
    running.hear("Listening");
    running
}

impl Running {
    /// Waits until the preview says something with these words.
    #[track_caller]
    pub fn hear(&self, words: &str) -> String {
        loop {
            let news = self
                .news
                .lock()
                .unwrap()
                .recv_timeout(Duration::from_secs(60))
                .unwrap_or_else(|_| panic!("never heard: {words}"));
            if news.contains(words) {
                return news;
            }
        }
    }

    /// What the preview says next.
    #[track_caller]
    pub fn next(&self) -> String {
        self.hear("")
    }

    /// What the preview has said and nobody has heard.
    pub fn heard_so_far(&self) -> Vec<String> {
        self.news.lock().unwrap().try_iter().collect()
    }

    /// Asks for a page until it holds these words.
    #[track_caller]
    pub fn until(&self, path: &str, words: &str) {
        let end = std::time::Instant::now() + Duration::from_secs(60);
        while !self.get(path).contains(words) {
            assert!(std::time::Instant::now() < end, "{path} never held {words}");
        }
    }

    /// The answer for a path, as it is sent.
    pub fn bytes(&self, path: &str) -> Vec<u8> {
        let mut stream = TcpStream::connect(self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        answer
    }

    /// A text of the preview with the address of the published board, as written in links and in those for mail.
    pub fn as_published(&self, text: &str) -> String {
        let in_mail = format!("http%3A%2F%2F{}%2F", self.address.to_string().replace(':', "%3A"));
        text.replace(&format!("http://{}/", self.address), "https://board.example/")
            .replace(&in_mail, "https%3A%2F%2Fboard.example%2F")
    }

    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    pub fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(std::thread::panicking() || matches!(ended, Ok(Ok(()))), "{ended:?}");
        }
    }
}

fn board() -> TestBoard {
    TestBoard::on("2026-11-21").posting(
        "baker-at-crumb.md",
        "title: Baker\ncompany: Crumb\ndate_posted: 2026-11-01\ntags: [bread]\nlocation: Berlin, Germany",
    )
}

#[test]
fn the_preview_shows_what_a_build_would_write_but_for_its_script() {
    let preview = running(board());
    let answer = preview.get("/jobs/baker-at-crumb/");
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    let built = preview.board.builds().page("/jobs/baker-at-crumb/");
    let script = body.find("<link rel=\"stylesheet\" href=\"/_corkboard").unwrap();
    let end = body.find("</head>").unwrap();
    let without = format!("{}{}", &body[..script], &body[end..]);
    assert_eq!(preview.as_published(&without), built);
    assert!(preview.get("/feed.json").contains("application/feed+json"));
    assert!(preview.get("/_corkboard/").contains("1 open"));
}

#[test]
fn only_the_board_can_be_reached_and_only_by_its_own_name() {
    let preview = running(board());
    for path in [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/%00",
        "/jobs/%ff/",
        "/%",
        "//etc/passwd",
        "/..\\x",
    ] {
        let answer = preview.get(path);
        assert!(answer.starts_with("HTTP/1.1 404") || answer.starts_with("HTTP/1.1 400"), "{path}: {answer}");
    }
    let post = preview.ask(&format!(
        "POST / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        preview.address
    ));
    assert!(post.starts_with("HTTP/1.1 405") && post.to_lowercase().contains("allow: get, head"), "{post}");
    let rebound = preview.ask("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assert!(rebound.starts_with("HTTP/1.1 403"), "{rebound}");
}

#[test]
fn conditions_ranges_and_heads_are_heeded() {
    let preview = running(board());
    let address = preview.address;
    let full = preview.get("/robots.txt");
    let tag = full.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap().to_owned();
    let ask = |method: &str, extra: &str| {
        preview.ask(&format!("{method} /robots.txt HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{extra}\r\n"))
    };
    assert!(ask("GET", &format!("If-None-Match: {tag}\r\n")).starts_with("HTTP/1.1 304"));
    let part = ask("GET", "Range: bytes=0-3\r\n");
    assert!(part.starts_with("HTTP/1.1 206") && part.contains("content-range: bytes 0-3/"), "{part}");
    assert_eq!(part.split_once("\r\n\r\n").unwrap().1.len(), 4);
    assert!(ask("GET", "Range: bytes=999999-\r\n").starts_with("HTTP/1.1 416"));
    let head = ask("HEAD", "");
    assert!(head.starts_with("HTTP/1.1 200") && head.split_once("\r\n\r\n").unwrap().1.is_empty(), "{head}");
}

#[test]
fn an_edit_is_shown_and_a_mistake_leaves_the_last_good_page() {
    let mut preview = running(board());
    let good =
        "---\ntitle: Pastry cook\ncompany: Crumb\ndate_posted: 2026-11-01\nlocation: Berlin, Germany\n---\n\nx\n";
    preview.board.put("content/jobs/baker-at-crumb.md", good);
    preview.hear("mistakes: \"\"");
    assert!(preview.get("/jobs/baker-at-crumb/").contains("Pastry cook"));
    preview.board.put("content/jobs/baker-at-crumb.md", "---\ntitle: [\n---\n\nx\n");
    let told = preview.hear("baker-at-crumb.md:");
    assert!(told.contains("content/jobs/baker-at-crumb.md:"), "{told}");
    assert!(preview.get("/jobs/baker-at-crumb/").contains("Pastry cook"));
    preview.board.put("content/jobs/baker-at-crumb.md", &good.replace("Pastry", "Second"));
    preview.hear("mistakes: \"\"");
    assert!(preview.get("/jobs/baker-at-crumb/").contains("Second cook"));
}
