//! A browser of a few lines for the review page: it comes in by the token, keeps the cookie, and speaks JSON.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// A running review of a case, and who looks at it.
pub struct Browser {
    child: Child,
    pub port: u16,
    pub token: String,
    pub cookie: String,
    pub window: String,
    said: Arc<Mutex<String>>,
}

/// An answer: status, head, body.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }
}

impl Browser {
    /// Starts the review of a case and comes in; the case may still be being read.
    pub fn start(case: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_blackpanel"))
            .args([
                "review".as_ref(),
                case.as_os_str(),
                "--no-open".as_ref(),
                "--as".as_ref(),
                "Priya Shah".as_ref(),
            ])
            .args(more)
            .env("PATH", "/nonexistent")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        let mut line = String::new();
        out.read_line(&mut line).expect("the address");
        let address = line.trim().rsplit_once("http://127.0.0.1:").expect("an address").1.to_owned();
        let (port, token) = address.split_once("/?token=").expect("a token");
        let (port, token) = (port.parse().expect("a port"), token.to_owned());
        let said = Arc::new(Mutex::new(String::new()));
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(out), Box::new(child.stderr.take().expect("its errors"))];
        for mut stream in streams {
            let said = Arc::clone(&said);
            std::thread::spawn(move || {
                let mut part = [0; 1024];
                while let Ok(n @ 1..) = stream.read(&mut part) {
                    said.lock().expect("said").push_str(&String::from_utf8_lossy(&part[..n]));
                }
            });
        }
        let (cookie, window) = (String::new(), "w1".to_owned());
        let mut browser = Self { child, port, token, cookie, window, said };
        let welcome = browser.get(&format!("/?token={}", browser.token));
        assert_eq!(welcome.status, 303, "{}", welcome.head);
        let cookie = welcome.head.lines().find_map(|l| l.strip_prefix("Set-Cookie: ")).expect("a cookie");
        browser.cookie = cookie.split(';').next().expect("a pair").to_owned();
        browser
    }

    /// Starts the review and waits until the case is read.
    pub fn open(case: &Path, more: &[&str]) -> Self {
        let browser = Self::start(case, more);
        browser.until_read();
        browser
    }

    /// Waits until the case is read.
    pub fn until_read(&self) {
        let until = Instant::now() + Duration::from_secs(120);
        while Instant::now() < until {
            let beat = self.get("/api/beat").json();
            match beat["mode"].as_str() {
                Some("review") => return,
                Some("failed") => panic!("{beat}"),
                _ => std::thread::sleep(Duration::from_millis(50)),
            }
        }
        panic!("the case was not read in two minutes");
    }

    pub fn get(&self, target: &str) -> Answer {
        self.raw(&format!("GET {target} HTTP/1.1\r\n{}\r\n", self.headers(&self.cookie)))
    }

    pub fn post(&self, target: &str, body: &Value) -> Answer {
        self.post_bytes(target, body.to_string().as_bytes())
    }

    pub fn post_bytes(&self, target: &str, body: &[u8]) -> Answer {
        let head = format!(
            "POST {target} HTTP/1.1\r\n{}Origin: http://127.0.0.1:{}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n",
            self.headers(&self.cookie),
            self.port,
            body.len()
        );
        self.bytes(&[head.as_bytes(), body].concat())
    }

    /// The answer to a post that is taken, as JSON.
    #[track_caller]
    pub fn done(&self, target: &str, body: &Value) -> Value {
        let answer = self.post(target, body);
        assert_eq!(answer.status, 200, "{target}: {}", String::from_utf8_lossy(&answer.body));
        answer.json()
    }

    /// Decides on the present revision.
    #[track_caller]
    pub fn decide(&self, action: Value) -> Value {
        self.done("/api/decide", &json!({ "rev": self.rev(), "actions": [action] }))
    }

    pub fn rev(&self) -> u64 {
        self.get("/api/beat").json()["rev"].as_u64().expect("a revision")
    }

    pub fn findings(&self) -> Vec<Value> {
        self.get("/api/findings?count=2000").json()["findings"].as_array().expect("findings").clone()
    }

    pub fn headers(&self, cookie: &str) -> String {
        format!("Host: 127.0.0.1:{}\r\nX-Window: {}\r\nCookie: {cookie}\r\n", self.port, self.window)
    }

    pub fn raw(&self, request: &str) -> Answer {
        self.bytes(request.as_bytes())
    }

    pub fn bytes(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server");
        // what is refused early is not read to its end
        let _ = stream.write_all(request);
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        let end = all.windows(4).position(|w| w == b"\r\n\r\n").unwrap_or(all.len());
        let head = String::from_utf8_lossy(&all[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        Answer { status, head, body: all.get(end + 4..).unwrap_or_default().to_vec() }
    }

    /// Everything the program said so far, on both streams.
    pub fn said(&self) -> String {
        self.said.lock().expect("said").clone()
    }

    /// Ends it so that it can do nothing more (`kill -9`).
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Ends it as Ctrl-C does, and gives its exit code.
    #[cfg(unix)]
    pub fn interrupt(&mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status().expect("a signal");
        assert!(sent.success());
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.kill();
    }
}
