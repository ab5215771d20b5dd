//! A web server on this machine, for what is fetched from other hosts.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

/// Starts a server that has these documents, by their paths, and nothing else; gives its address without a path. Every
/// document has the tag `"one"`, and who has it already gets no second one.
pub fn host(documents: Vec<(&'static str, Vec<u8>)>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            answer(&mut stream.unwrap(), &documents);
        }
    });
    address
}

fn answer(stream: &mut TcpStream, documents: &[(&str, Vec<u8>)]) {
    let (mut request, mut byte) = (Vec::new(), [0]);
    while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
        request.push(byte[0]);
    }
    let request = String::from_utf8_lossy(&request).to_lowercase();
    let asked = documents.iter().find(|(path, _)| request.starts_with(&format!("get {path} ")));
    let (status, body) = match asked {
        None => ("404 Not Found", &[][..]),
        Some(_) if request.contains("if-none-match: \"one\"") => ("304 Not Modified", &[][..]),
        Some((_, body)) => ("200 OK", body.as_slice()),
    };
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\nETag: \"one\"\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}
