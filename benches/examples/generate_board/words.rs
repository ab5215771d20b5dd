//! What postings are made of.

/// Before a title.
pub const LEVELS: [&str; 8] = ["", "", "", "Senior ", "Junior ", "Lead ", "Staff ", "Principal "];

/// Fields of work.
pub const FIELDS: [&str; 20] = [
    "Backend",
    "Frontend",
    "Full-Stack",
    "Data",
    "Platform",
    "Mobile",
    "Security",
    "Embedded",
    "Machine Learning",
    "Payments",
    "Search",
    "Quality",
    "Cloud",
    "Site Reliability",
    "Product",
    "Growth",
    "Customer Support",
    "Billing",
    "Infrastructure",
    "Developer Experience",
];

/// Roles.
pub const ROLES: [&str; 10] = [
    "Engineer",
    "Developer",
    "Architect",
    "Analyst",
    "Designer",
    "Manager",
    "Specialist",
    "Consultant",
    "Scientist",
    "Lead",
];

/// First words of employers' names.
pub const FIRST: [&str; 16] = [
    "Amber", "Birch", "Copper", "Delta", "Ember", "Fjord", "Granite", "Harbor", "Iris", "Juniper", "Kestrel", "Linden",
    "Marble", "North", "Opal", "Pine",
];

/// Second words of employers' names.
pub const SECOND: [&str; 12] = [
    "Works",
    "Labs",
    "Systems",
    "Logic",
    "Bridge",
    "Fields",
    "Metrics",
    "Studio",
    "Networks",
    "Foundry",
    "Analytics",
    "Robotics",
];

/// Places as people write them.
pub const PLACES: [&str; 24] = [
    "Berlin, Germany",
    "Remote",
    "Remote, United States",
    "Paris, France",
    "London, United Kingdom",
    "Toronto, Canada",
    "Madrid, Spain",
    "Lisbon, Portugal",
    "Warsaw, Poland",
    "Remote - Europe",
    "Bengaluru, India",
    "Sydney, Australia",
    "São Paulo, Brazil",
    "Vienna, Austria",
    "München",
    "Amsterdam / Remote",
    "Remote (EMEA)",
    "New York, NY",
    "Austin, TX or Remote (US)",
    "Zürich, Switzerland",
    "Dublin, Ireland",
    "Stockholm, Sweden",
    "Singapore",
    "Hamburg oder remote",
];

/// The most frequent tags.
pub const TAGS: [&str; 24] = [
    "python",
    "java",
    "javascript",
    "aws",
    "sql",
    "docker",
    "react",
    "kubernetes",
    "linux",
    "golang",
    "typescript",
    "rust",
    "postgresql",
    "kafka",
    "terraform",
    "ruby",
    "php",
    "scala",
    "graphql",
    "redis",
    "android",
    "ios",
    "spark",
    "elixir",
];

/// Headings of parts.
pub const HEADINGS: [&str; 10] = [
    "About us",
    "What you will do",
    "Your tasks",
    "What you bring",
    "Requirements",
    "Nice to have",
    "Benefits",
    "How we work",
    "Our stack",
    "Who we are",
];

/// Beginnings of sentences.
pub const BEGINNINGS: [&str; 24] = [
    "You will design",
    "We are looking for somebody who likes to build",
    "Together with the team you’ll maintain",
    "You own",
    "You review, test and ship",
    "Experience with",
    "At least three years of work on",
    "You help colleagues to understand",
    "In your first months you take over",
    "We care about",
    "A good eye for",
    "You have a knack for",
    "Your day begins with",
    "You’ll measure and improve",
    "Familiarity with",
    "We have moved to",
    "Hands-on knowledge of",
    "You keep an eye on",
    "Bachelor’s degree or years of practice in",
    "You’d like to learn more about",
    "Du entwickelst",
    "Du bringst Erfahrung mit in",
    "You document",
    "You talk to customers about",
];

/// Middles of sentences.
pub const MIDDLES: [&str; 28] = [
    "services in Go and Rust that carry several thousand requests a second",
    "data pipelines on Kafka, Spark and PostgreSQL",
    "accessible interfaces with React and TypeScript",
    "our continuous delivery on Kubernetes",
    "the payment flow from the first click to the ledger",
    "an API that more than two hundred partners rely on",
    "monitoring, alerts and calm on-call weeks",
    "prototypes, and the courage to throw them away",
    "a code base of 400,000 lines that is older than some of us",
    "infrastructure as code with Terraform on AWS",
    "machine learning models in Python (scikit-learn, PyTorch)",
    "mobile apps for iOS and Android",
    "clear written English",
    "the security of everything that faces the internet",
    "SQL queries that do not wake anybody at night",
    "search that finds what people mean",
    "design documents, decisions and their reasons",
    "the trade-off between speed & safety",
    "embedded C++ on small devices",
    "Linux, networks and their failures",
    "billing in forty countries with < 0.1 % errors",
    "our design system",
    "Schnittstellen, Datenbanken und Werkzeuge für über 50 Kolleginnen",
    "reports that the finance team can trust",
    "Ruby on Rails and a bit of Elixir",
    "GraphQL gateways",
    "end-to-end tests that are worth their time",
    "a roadmap that fits on one page",
];

/// Ends of sentences.
pub const ENDS: [&str; 14] = [
    "",
    "",
    "",
    " every day",
    " together with product and design",
    " in a team of six",
    " – and you say so when something is wrong",
    " from the first line to production",
    ", step by step",
    " (we don’t expect you to know all of it)",
    ", remote or in the office",
    " for people in healthcare, logistics and education",
    " at scale",
    " without heroics",
];

/// Sentences that every third posting repeats.
pub const BOILERPLATE: [&str; 5] = [
    "We welcome applications from everybody, whatever their age, origin, belief, disability or gender.",
    "30 days of paid holiday, a budget for learning, and equipment of your choice.",
    "If you do not meet every single requirement, apply anyway; we would love to hear from you.",
    "This is a full-time position; part time from 80 % is possible.",
    "The interview has three steps: a talk, a task of two hours at most, and a day with the team.",
];
