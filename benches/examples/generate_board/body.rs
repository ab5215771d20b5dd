//! Bodies as people write them: headings of several kinds, paragraphs, lists, links, pay, stray blanks and breaks.

use super::numbers::Numbers;
use super::words::{BEGINNINGS, BOILERPLATE, ENDS, FIELDS, HEADINGS, MIDDLES};

/// The middle length of a body in bytes.
const MIDDLE: u64 = 4500;

/// A body of 0.6 to 17 kB.
pub fn body(company: &str, numbers: &mut Numbers) -> String {
    let size = usize::try_from(numbers.length(MIDDLE).clamp(600, 17_000)).unwrap();
    let bullet = numbers.pick(&["- ", "* ", "  * ", "  * "]);
    let heading = numbers.pick(&["## ", "### ", "**", "###  **"]);
    let mut body = String::with_capacity(size + 512);
    paragraph(2, numbers, &mut body);
    while body.len() < size {
        let title = numbers.pick(&HEADINGS);
        body.push_str(heading);
        body.push_str(title);
        body.push_str(if heading.ends_with('*') { "**\n\n" } else { "\n\n" });
        let sentences = numbers.below(3);
        paragraph(sentences, numbers, &mut body);
        if numbers.in_hundred(60) {
            list(bullet, numbers, &mut body);
        }
        if numbers.in_hundred(12) {
            // A line of blanks, as editors leave it.
            body.push_str("  \n\n  \n\n");
        }
    }
    ending(company, numbers, &mut body);
    body
}

fn paragraph(sentences: u64, numbers: &mut Numbers, body: &mut String) {
    if sentences == 0 {
        return;
    }
    for _ in 0..sentences {
        sentence(numbers, body);
        body.push(' ');
    }
    body.pop();
    body.push_str(if numbers.in_hundred(20) { "  \n\n" } else { "\n\n" });
}

fn list(bullet: &str, numbers: &mut Numbers, body: &mut String) {
    for _ in 0..3 + numbers.below(6) {
        body.push_str(bullet);
        if numbers.in_hundred(15) {
            body.push_str("**");
            body.push_str(numbers.pick(&FIELDS));
            body.push_str("**: ");
        }
        sentence(numbers, body);
        body.push('\n');
    }
    body.push('\n');
}

fn sentence(numbers: &mut Numbers, body: &mut String) {
    body.push_str(numbers.pick(&BEGINNINGS));
    body.push(' ');
    body.push_str(numbers.pick(&MIDDLES));
    body.push_str(numbers.pick(&ENDS));
    body.push('.');
}

fn ending(company: &str, numbers: &mut Numbers, body: &mut String) {
    if numbers.in_hundred(35) {
        body.push_str(numbers.pick(&BOILERPLATE));
        body.push_str("\n\n");
    }
    if numbers.in_hundred(18) {
        let low = 45 + numbers.below(110);
        let pay = match numbers.below(3) {
            0 => format!("The salary range for this role is ${low},000 – ${},000 per year.\n\n", low + 25),
            1 => format!("Gehalt: {low}.000 € bis {}.000 € im Jahr\n\n", low + 15),
            _ => format!("Compensation: £{low}k - £{}k plus equity\n\n", low + 20),
        };
        body.push_str(&pay);
    }
    if numbers.in_hundred(40) {
        body.push_str(&format!("Read more about [{company}](https://www.employer.example/about?ref=jobs).\n"));
    }
}
