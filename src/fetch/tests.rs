//! Fetches from servers of our own, with faults.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use super::{Failure, Fetched, Limits, Reach, Robots, Validators, fetch};

/// A server that gives one answer after the other and tells what it was asked. An empty answer closes the connection,
/// `hang` keeps it open and silent.
struct Server {
    address: String,
    asked: Receiver<String>,
}

fn server(answers: &[&str]) -> Server {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let answers: Vec<String> = answers.iter().map(|answer| (*answer).to_owned()).collect();
    let (tell, asked) = channel();
    thread::spawn(move || {
        let mut held = Vec::new();
        for answer in answers {
            let Ok((mut stream, _)) = listener.accept() else { return };
            let mut request = Vec::new();
            let mut byte = [0];
            while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
                request.push(byte[0]);
            }
            let _ = tell.send(String::from_utf8_lossy(&request).into_owned());
            match answer.as_str() {
                "hang" => held.push(stream),
                answer => drop(stream.write_all(answer.as_bytes())),
            }
        }
        // Whoever hangs does so until the tests end.
        if !held.is_empty() {
            let _ = listener.accept();
        }
    });
    Server { address, asked }
}

const NO_ROBOTS: &str = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

fn ok(headers: &str, body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n{body}", body.len())
}

fn limits() -> Limits {
    Limits {
        largest: 1_000,
        timeout: Duration::from_secs(20),
        pause: Duration::ZERO,
        longest_pause: Duration::ZERO,
        reach: Reach::Only(Ipv4Addr::LOCALHOST.into()),
        ..Limits::default()
    }
}

fn get(server: &Server, known: &Validators) -> Result<Fetched, Failure> {
    fetch(&format!("{}/v1/jobs?content=true", server.address), known, &limits())
}

#[test]
fn a_document_comes_with_its_validators_and_is_asked_for_with_them() {
    let answer = ok("ETag: \"a1\"\r\nLast-Modified: Mon, 02 Mar 2026 08:00:00 GMT\r\n", "[]");
    let unchanged = "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n";
    let server = server(&[NO_ROBOTS, &answer, NO_ROBOTS, unchanged]);
    let Ok(Fetched::New(bytes, validators)) = get(&server, &Validators::default()) else { panic!("nothing came") };
    assert_eq!(bytes, b"[]");
    assert_eq!(get(&server, &validators), Ok(Fetched::Unchanged));
    let asked: Vec<String> = server.asked.try_iter().collect();
    assert!(
        asked[0].starts_with("GET /robots.txt ") && asked[1].starts_with("GET /v1/jobs?content=true "),
        "{asked:?}"
    );
    let last = asked[3].to_lowercase();
    assert!(last.contains("if-none-match: \"a1\"") && last.contains("if-modified-since: mon, 02 mar 2026"), "{last}");
    assert!(last.contains("user-agent: corkboard/"), "{last}");
}

#[test]
fn faults_that_pass_are_tried_again_and_others_are_told() {
    let busy = "HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let good = ok("", "[1]");
    let passing = server(&[NO_ROBOTS, busy, "", &good]);
    assert!(matches!(get(&passing, &Validators::default()), Ok(Fetched::New(bytes, _)) if bytes == b"[1]"));
    let broken = server(&[NO_ROBOTS, busy, busy, busy]);
    assert_eq!(get(&broken, &Validators::default()), Err(Failure::Unreachable(3, "the server answered 503".into())));
    let missing = server(&[NO_ROBOTS, NO_ROBOTS]);
    assert_eq!(get(&missing, &Validators::default()), Err(Failure::Status(404)));
    let short = "HTTP/1.1 200 OK\r\nContent-Length: 50\r\nConnection: close\r\n\r\n[";
    let cut = server(&[NO_ROBOTS, short]);
    assert!(
        matches!(get(&cut, &Validators::default()), Err(Failure::Unreachable(1, why)) if why.contains("broke off"))
    );
    let slow = server(&[NO_ROBOTS, "hang"]);
    let brief = Limits { timeout: Duration::from_millis(300), tries: 1, ..limits() };
    let told = fetch(&slow.address, &Validators::default(), &brief);
    assert!(matches!(&told, Err(Failure::Unreachable(1, why)) if why.contains("timeout")), "{told:?}");
}

#[test]
fn a_document_that_is_too_large_is_not_taken() {
    let large = ok("", &"x".repeat(1_001));
    let server = server(&[NO_ROBOTS, &large]);
    assert_eq!(get(&server, &Validators::default()), Err(Failure::TooLarge(1_000)));
}

#[test]
fn robots_are_asked_first_and_obeyed() {
    let no = ok("", "User-agent: *\nDisallow: /v1/\n");
    assert_eq!(get(&server(&[&no]), &Validators::default()), Err(Failure::Robots("127.0.0.1".into())));
    let busy = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    assert!(get(&server(&[busy, busy, busy]), &Validators::default()).is_err());
    let allowed = server(&[&ok("", "[1]")]);
    let limits = Limits { robots: Robots::Ignored, ..limits() };
    assert!(
        matches!(fetch(&allowed.address, &Validators::default(), &limits), Ok(Fetched::New(bytes, _)) if bytes == b"[1]")
    );
    assert!(!allowed.asked.recv().unwrap().contains("robots.txt"));
}

#[test]
fn private_addresses_are_refused_also_behind_a_redirect() {
    let own = server(&[]);
    let public = Limits { reach: Reach::Public, ..limits() };
    for address in [own.address.as_str(), "http://localhost/", "http://[::1]/", "http://0x7f.1/", "http://2130706433/"]
    {
        let refused = fetch(address, &Validators::default(), &public);
        assert!(
            matches!(&refused, Err(Failure::Refused(why)) if why.contains("private network")),
            "{address}: {refused:?}"
        );
    }
    let away =
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2/secret\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let refused = get(&server(&[NO_ROBOTS, away]), &Validators::default());
    assert!(matches!(&refused, Err(Failure::Refused(why)) if why.contains("private network")), "{refused:?}");
    for address in ["file:///etc/passwd", "ftp://a.example/", "http://user:secret@a.example/", "no address"] {
        assert!(matches!(fetch(address, &Validators::default(), &public), Err(Failure::Refused(_))), "{address}");
    }
}

#[test]
fn a_circle_of_redirects_ends() {
    let again = "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let server = server(&[NO_ROBOTS, again, again, again, again, again, again, again]);
    assert_eq!(get(&server, &Validators::default()), Err(Failure::Refused("more than 5 redirects".into())));
}
