//! Examples of use of the salary reader, and what must hold for any text.

use proptest::prelude::*;

use super::{PayContext, find, read, show};
use crate::model::{Country, Origin, Salary};
use crate::source::{Part, Span};

fn reading(text: &str) -> Option<Salary> {
    read(text, Span::new(0, text.len()), &PayContext::default())
}

/// `USD 100-200 YEAR`, with `?` behind what is assumed.
fn brief(salary: &Salary) -> String {
    let mark = |origin: Origin| if origin == Origin::Assumed { "?" } else { "" };
    let figure = |hundredths: Option<i64>| hundredths.map_or(String::new(), |value| (value as f64 / 100.0).to_string());
    let currency = salary.currency.as_ref().map_or(String::new(), |fact| mark(fact.origin).to_owned());
    let unit =
        salary.unit.as_ref().map_or("-".to_owned(), |fact| fact.value.schema_org().to_owned() + mark(fact.origin));
    format!("{}{currency} {}..{} {unit}", salary.currency_code().unwrap_or("-"), figure(salary.min), figure(salary.max))
}

#[track_caller]
fn reads(text: &str, expected: &str) {
    assert_eq!(reading(text).as_ref().map(brief).as_deref(), Some(expected), "{text}");
}

#[test]
fn a_code_is_stated_and_a_bare_dollar_assumed() {
    reads("USD $90,000~$120,000", "USD 90000..120000 YEAR?");
    reads("$90,000 - $120,000 CAD", "CAD 90000..120000 YEAR?");
    reads("$90,000 - $120,000", "USD? 90000..120000 YEAR?");
    reads("R$ 4.500,50/month", "BRL 4500.5..4500.5 MONTH");
    reads("PLZ 150,000 zł~180,000 zł", "PLN 150000..180000 YEAR?");
    reads("180\u{a0}000 - 240\u{202f}000 PLN gross/year", "PLN 180000..240000 YEAR");
}

#[test]
fn a_bare_dollar_is_that_of_the_country() {
    let context = PayContext { country: Country::from_code("CA"), default_currency: None };
    let salary = read("$90,000", Span::new(0, 7), &context).unwrap();
    assert_eq!(brief(&salary), "CAD? 90000..90000 YEAR?");
    let poland = PayContext { country: Country::from_code("PL"), default_currency: None };
    assert_eq!(brief(&read("$90,000", Span::new(0, 7), &poland).unwrap()), "USD? 90000..90000 YEAR?");
    assert_eq!(brief(&read("20 000 / month", Span::new(0, 14), &poland).unwrap()), "PLN? 20000..20000 MONTH");
}

#[test]
fn a_scale_at_one_end_counts_for_both() {
    reads("$145-155k annually", "USD? 145000..155000 YEAR");
    reads("£95-115k", "GBP 95000..115000 YEAR?");
    reads("$150-$190,000", "USD? 150000..190000 YEAR?");
    reads("₹12-15 lakh per annum", "INR 1200000..1500000 YEAR");
    reads("€500 - €1k / month", "EUR 500..1000 MONTH");
}

#[test]
fn pay_is_read_in_scripts_without_blanks() {
    reads("年収600万円〜900万円", "JPY 6000000..9000000 YEAR");
    reads("時給1,500円", "JPY 1500..1500 HOUR");
    reads("月薪 20000-30000元", "CNY 20000..30000 MONTH");
    reads("연봉 6000만원 ~ 8000만원", "KRW 60000000..80000000 YEAR");
}

#[test]
fn pay_is_read_in_many_languages() {
    reads("от 150 000 до 250 000 руб. в месяц", "RUB 150000..250000 MONTH");
    reads("30 000 – 45 000 грн/міс", "UAH 30000..45000 MONTH");
    reads("Rp12 juta/bulan", "IDR 12000000..12000000 MONTH");
    reads("20 - 30 triệu VND", "VND 20000000..30000000 MONTH?");
    reads("₹1.5 Cr per annum", "INR 15000000..15000000 YEAR");
    reads("£500pd", "GBP 500..500 DAY");
}

#[test]
fn one_letter_is_a_sign_before_thousands_only() {
    reads("R 45 000 pm", "ZAR 45000..45000 MONTH");
    reads("R50,000", "ZAR 50000..50000 MONTH?");
    assert_eq!(reading("R 4.3, Python"), None);
    assert_eq!(reading("9 am to 5 pm"), None);
}

#[test]
fn open_ends_stay_open() {
    reads("from €60,000", "EUR 60000.. YEAR?");
    reads("£70k+", "GBP 70000.. YEAR?");
    reads("up to $120,000 per year", "USD? ..120000 YEAR");
    reads("$100k - $120k+", "USD? 100000..120000 YEAR?");
    reads("between 60.000 and 70.000 EUR", "EUR 60000..70000 YEAR?");
}

#[test]
fn several_figures_give_their_envelope() {
    reads("MIN: $107,200 - MID: $134,000 - MAX: $160,800", "USD? 107200..160800 YEAR?");
    reads("$60k-$80k (junior), $90k-$120k (senior)", "USD? 60000..120000 YEAR?");
    reads("12 000 - 16 000 PLN or EUR 2,800 - 3,700 monthly", "PLN 12000..16000 MONTH");
    reads("€40K/yr - $45K USD/yr", "EUR 40000.. YEAR");
    reads("£38,000 basic (£45,000 on-target earnings)", "GBP 38000..38000 YEAR?");
    reads("$60,000 - $80,000 + $10,000 - $12,000", "USD? 60000..80000 YEAR?");
    reads("$120,000 OTE", "USD? 120000..120000 YEAR?");
}

#[test]
fn units_are_read_in_eight_languages() {
    for (text, unit) in [
        ("€60.000 pro Jahr", "YEAR"),
        ("45 000 € brut par an", "YEAR"),
        ("3.000 € al mes", "MONTH"),
        ("R$ 9.000 por mês", "MONTH"),
        ("€4.500 bruto per maand", "MONTH"),
        ("150 zł na godzinę", "HOUR"),
        ("€1.800 al mese", "MONTH"),
        ("$25/hr", "HOUR"),
        ("€500 per day", "DAY"),
    ] {
        let salary = reading(text).unwrap_or_else(|| panic!("{text}"));
        let fact = salary.unit.unwrap();
        assert_eq!((fact.value.schema_org(), fact.origin), (unit, Origin::Stated), "{text}");
    }
}

#[test]
fn what_is_no_pay_is_nothing() {
    for text in [
        "",
        "$",
        "$0",
        "0",
        "Competitive",
        "$N/A",
        "USD $1~$1",
        "$0/yr - $0/yr",
        "$2B - $5B",
        "€3 million",
        "$100/month learning budget",
        "$2000 towards your home office",
        "13th salary",
        "$300/yr",
        "equity 0.5% - 1%",
        "$180,000 - $90,000",
        "401k",
    ] {
        assert_eq!(reading(text), None, "{text}");
    }
}

#[track_caller]
fn finds(body: &str, expected: Option<&str>) {
    let found = find(body, 0, &PayContext::default());
    assert_eq!(found.as_ref().map(brief).as_deref(), expected, "{body}");
}

#[test]
fn pay_is_found_where_words_say_that_it_is_pay() {
    finds("We make kites.\n\n**Salary:** $80,000 - $95,000 a year", Some("USD? 80000..95000 YEAR"));
    finds("The annual base salary is **_$60,000 –$ 70,000._** Apply now.", Some("USD? 60000..70000 YEAR"));
    finds("* £45,000 p.a. salary\n* £500 learning budget", Some("GBP 45000..45000 YEAR"));
    finds("## Compensation\n\n  * Zone A: $90k - $100k\n  * Zone B: $80k - $90k", Some("USD? 80000..100000 YEAR?"));
    finds("Base pay: $100,000 \\- $120,000 plus a $10,000 signing bonus", Some("USD? 100000..120000 YEAR?"));
    finds("Das Gehalt liegt zwischen 60.000 und 70.000 EUR brutto im Jahr.", Some("EUR 60000..70000 YEAR"));
    finds("Canada: the pay range is $90,000 - $110,000.", Some("CAD? 90000..110000 YEAR?"));
    finds(
        "Salary varies by level. For level 3 it is $90,000 and for level 4 $120,000.",
        Some("USD? 90000..120000 YEAR?"),
    );
    finds("$90,000—$110,000 USD", Some("USD 90000..110000 YEAR?"));
    finds("**Vergütung**\nDeutschland: 31,50 USD/Stunde", Some("USD 31.5..31.5 HOUR"));
    finds("## Benefits\n\n* 900 usd/month\n* Kites", Some("USD 900..900 MONTH"));
    finds("Salary range: 65k-85k/year", Some("- 65000..85000 YEAR"));
}

#[test]
fn other_money_in_a_body_is_not_pay() {
    for body in [
        "We raised $40M and pay attention to detail.",
        "  * $1,500 per year for your learning",
        "You get up to $300 per month for a desk near you, a competitive salary and 25 days off.",
        "A salary that you like, $2,000 home office budget",
        "## Benefits\n\n* $5,000 every year\n* 401k",
        "Our customers borrow between $2,000 and $50,000.",
        "## Perks\n\n* $90 per month\n* Kites",
        "Life insurance of 1x salary up to $250,000",
        "Competitive pay. 21 days of holiday, 40 hours per week, 50 000 colleagues.",
        "A sales target of $500,000 to $900,000 per year",
    ] {
        finds(body, None);
    }
}

#[test]
fn what_is_found_bears_its_place_and_the_words() {
    let body = "Kites.\n\nPay: **€70,000** \\- €80,000 / year, more or less";
    let salary = find(body, 100, &PayContext::default()).unwrap();
    assert_eq!(salary.text, "€70,000 - €80,000 / year");
    let span = salary.currency.unwrap().span;
    assert_eq!(span.range(), 100 + body.find('€').unwrap()..100 + body.find("70").unwrap());
}

#[test]
fn spans_point_into_the_field() {
    let text = "$90,000 CAD / year";
    let salary = read(text, Span::within(Part::Sidecar, 40, 40 + text.len()), &PayContext::default()).unwrap();
    let currency = salary.currency.unwrap().span;
    assert_eq!((currency.part, currency.start, currency.end), (Part::Sidecar, 48, 51));
    assert_eq!(salary.unit.unwrap().span.range(), 54..58);
}

#[test]
fn a_megabyte_of_digits_commas_or_dollars_is_read() {
    for piece in ["1", ",", "$", "万", "R "] {
        let text = piece.repeat(1_000_000 / piece.len());
        assert_eq!(reading(&text), None);
        assert_eq!(find(&text, 0, &PayContext::default()), None);
    }
}

#[test]
fn repeated_marks_are_read_to_the_end() {
    for piece in ["1,", "$1 ", "1-", "k", "per ", "(", "].(", "](", ".", "$1 (", "1 000 ", "a.", "://", "€é"] {
        let text = piece.repeat(100_000 / piece.len());
        let _ = (reading(&text), find(&text, 0, &PayContext::default()));
        let lines = format!("{piece}\n").repeat(20_000);
        let _ = (reading(&lines), find(&lines, 0, &PayContext::default()));
    }
}

#[test]
fn a_lower_bound_above_another_statements_upper_bound_makes_no_range() {
    let salary = reading("$$$$l\u{fc}We0n r Od $20 Od $203 000 h dO2$03 000 DO");
    assert!(salary.is_none_or(|salary| salary.min.zip(salary.max).is_none_or(|(min, max)| min <= max)));
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in any::<String>()) {
        let _ = (reading(&text), find(&text, 0, &PayContext::default()));
    }

    #[test]
    fn text_of_pay_is_read_without_a_panic(text in "[$€£kKrPLNUSD0-9 ,.\u{a0}~–/()+a-f:-]{0,40}") {
        if let Some(salary) = reading(&text) {
            prop_assert!(salary.min.is_some() || salary.max.is_some());
            prop_assert!(salary.min.zip(salary.max).is_none_or(|(min, max)| min <= max));
        }
    }

    #[test]
    fn what_is_shown_reads_back(
        low in 2i64..9_999_999, high in 2i64..9_999_999, cents in prop::sample::select(vec!["", ".5", ".75"]),
        code in prop::sample::select(vec!["USD ", "€", "PLN ", "$", "kr ", "JPY ", "XAF ", ""]),
        unit in prop::sample::select(vec!["", "/hour", " per day", " weekly", "/month", "/yr"]),
        shape in prop::sample::select(vec!["", "from ", "up to ", "-"]),
    ) {
        let text = match shape {
            "-" => format!("{code}{}-{}{cents}{unit}", low.min(high), low.max(high)),
            _ => format!("{shape}{code}{low}{cents}{unit}"),
        };
        if let Some(salary) = reading(&text) {
            let again = reading(&show(&salary));
            let value = |salary: &Salary| {
                (salary.currency.as_ref().map(|f| f.value), salary.min, salary.max, salary.unit.as_ref().map(|f| f.value))
            };
            prop_assert_eq!(again.as_ref().map(value), Some(value(&salary)), "{} {}", text, show(&salary));
        }
    }
}
