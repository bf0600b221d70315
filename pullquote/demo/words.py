"""What the demo newspaper writes about, and the sentences that it is made of: tables only.

A matter is what a story is about, a noun phrase that stands as subject and as object. The placeholders of a
sentence are ``{m}`` (the matter; ``{M}`` where it begins the sentence), ``{p}`` and ``{q}`` (places),
``{n}`` and ``{k}`` (counts), ``{pc}`` (a percentage), ``{y}`` (a year), ``{mon}`` (a month), ``{day}``
(a weekday), ``{c}`` (a sum of money), ``{o}`` (an organization), ``{f}`` (a family name), ``{x}`` (a field of work) and ``{s}``
(spokesman or spokeswoman).
"""

from __future__ import annotations

from pullquote.store.model.records import OrganizationKind

SECTIONS: dict[str, tuple[str, str]] = {
    "city": ("City", "What happens between the ring road and the river."),
    "politics": ("Politics", "Government, parliament and parties."),
    "economy": ("Economy", "Work, money and trade."),
    "environment": ("Environment", "Land, water and weather."),
    "science": ("Science and health", "What is found out, and what it is good for."),
    "culture": ("Culture", "Stages, books and museums."),
    "opinion": ("Opinion", "What the newspaper thinks."),
}

TOPICS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    # slug: name, section, IPTC media topic, matters
    "public-transport": (
        "Public transport",
        "city",
        "medtop:04000000",
        ("the tram line to {p}", "the night bus", "the new ticket zone", "the bridge for trams at {p}"),
    ),
    "housing": (
        "Housing",
        "city",
        "medtop:14000000",
        ("the rent cap", "the estate at {p}", "the sale of the barracks", "the waiting list for flats"),
    ),
    "policing": (
        "Policing",
        "city",
        "medtop:02000000",
        ("the police station in {p}", "the camera scheme", "the inquiry into the depot fire"),
    ),
    "schools": (
        "Schools",
        "city",
        "medtop:05000000",
        ("the merger of the two grammar schools", "the free school meal", "the shortage of teachers in {p}"),
    ),
    "elections": (
        "Elections",
        "politics",
        "medtop:11000000",
        ("the electoral roll", "the vote by post", "the recount in {p}", "the new constituency of {p}"),
    ),
    "state-budget": (
        "The budget",
        "politics",
        "medtop:11000000",
        ("the supplementary budget", "the property tax", "the reserve fund", "the cut in grants for {p}"),
    ),
    "defence": (
        "Defence",
        "politics",
        "medtop:16000000",
        ("the radar on the hill", "the garrison at {p}", "the order for patrol boats", "conscription"),
    ),
    "foreign-affairs": (
        "Foreign affairs",
        "politics",
        "medtop:11000000",
        ("the border treaty", "the ceasefire in the straits", "the visit of the delegation", "the sanctions"),
    ),
    "justice": (
        "Justice",
        "politics",
        "medtop:02000000",
        ("the reform of the courts", "the prison at {p}", "the amnesty", "the law on evidence"),
    ),
    "labour": (
        "Labour",
        "economy",
        "medtop:09000000",
        ("the pay claim", "the strike at the docks", "the shorter working week", "the closure in {p}"),
    ),
    "shipping": (
        "Shipping",
        "economy",
        "medtop:04000000",
        ("the container terminal", "the ferry to {p}", "the dredging of the channel", "the pilot fee"),
    ),
    "prices": (
        "Prices",
        "economy",
        "medtop:04000000",
        ("the price of bread", "the price of electricity", "the interest rate", "the fuel allowance"),
    ),
    "banks": (
        "Banks",
        "economy",
        "medtop:04000000",
        ("the savings bank", "the loan to the shipyard", "the merger of the lenders"),
    ),
    "flooding": (
        "Flooding",
        "environment",
        "medtop:03000000",
        ("the flood wall at {p}", "the pumping station", "the dyke below {p}", "the storm fund"),
    ),
    "energy": (
        "Energy",
        "environment",
        "medtop:06000000",
        ("the wind farm off {p}", "the gas pipeline", "the solar roof scheme", "the old power station"),
    ),
    "water": (
        "Water",
        "environment",
        "medtop:06000000",
        ("the reservoir", "the ban on hoses", "the sewer under {p}", "the copper in the river"),
    ),
    "farming": (
        "Farming",
        "environment",
        "medtop:04000000",
        ("the milk quota", "the pasture at {p}", "the outbreak of swine fever", "the harvest"),
    ),
    "hospitals": (
        "Hospitals",
        "science",
        "medtop:07000000",
        ("the accident ward in {p}", "the waiting time for surgery", "the merger of the hospitals"),
    ),
    "vaccination": (
        "Vaccination",
        "science",
        "medtop:07000000",
        ("the measles campaign", "the trial of the vaccine", "the stock of flu vaccine"),
    ),
    "research": (
        "Research",
        "science",
        "medtop:13000000",
        ("the deep-sea survey", "the telescope at {p}", "the study of sleep", "the glacier record"),
    ),
    "theatre": (
        "Theatre",
        "culture",
        "medtop:01000000",
        ("the season at the playhouse", "the opera house roof", "the festival in {p}"),
    ),
    "museums": (
        "Museums",
        "culture",
        "medtop:01000000",
        ("the return of the bronzes", "the museum of the harbour", "the archive at {p}"),
    ),
}

ORGANIZATIONS: tuple[tuple[OrganizationKind, str, str, tuple[str, ...], str], ...] = (
    # kind, what it speaks about ("" is everything), name, titles of those who speak for it, what it is
    (
        OrganizationKind.GOVERNMENT,
        "city",
        "{p} City Council",
        ("mayor", "councillor", "treasurer"),
        "Runs the schools, the streets and the bins of the town.",
    ),
    (
        OrganizationKind.GOVERNMENT,
        "politics",
        "Ministry of {x}",
        ("minister", "state secretary", "{s}"),
        "One of the ministries on the square behind the parliament.",
    ),
    (
        OrganizationKind.GOVERNMENT,
        "environment",
        "{p} Water Board",
        ("chair", "chief engineer", "{s}"),
        "Keeps the river out and the wells clean.",
    ),
    (
        OrganizationKind.MILITARY,
        "politics",
        "{p} Brigade",
        ("commander", "chief of staff", "{s}"),
        "Garrisoned at the edge of the town since the last war but one.",
    ),
    (
        OrganizationKind.INTERGOVERNMENTAL,
        "",
        "Standing Conference on {x}",
        ("secretary general", "{s}"),
        "Meets twice a year, in a different town each time.",
    ),
    (
        OrganizationKind.PARTY,
        "politics",
        "{x} Party",
        ("leader", "whip", "spokesperson on {x}"),
        "Has sat in parliament, on both sides of it, for forty years.",
    ),
    (
        OrganizationKind.COMPANY,
        "economy",
        "{f} & Sons",
        ("chief executive", "head of finance", "{s}"),
        "A family firm in its third generation, with an office at the harbour.",
    ),
    (
        OrganizationKind.COMPANY,
        "environment",
        "{f} Energy",
        ("chief executive", "site manager", "{s}"),
        "Sells electricity and, since lately, heat.",
    ),
    (
        OrganizationKind.COMPANY,
        "city",
        "{p} Transit",
        ("managing director", "head of planning", "{s}"),
        "Runs the trams, the buses and a ferry.",
    ),
    (
        OrganizationKind.NGO,
        "",
        "Friends of {p}",
        ("director", "campaigner", "founder"),
        "Collects signatures, plants trees and goes to court.",
    ),
    (
        OrganizationKind.NGO,
        "economy",
        "Union of {x} Workers",
        ("general secretary", "shop steward", "{s}"),
        "Speaks for those who work by the hour.",
    ),
    (
        OrganizationKind.ARMED_GROUP,
        "politics",
        "{p} Front",
        ("negotiator", "{s}"),
        "Has laid down most of its arms, and talks about the others.",
    ),
    (
        OrganizationKind.OTHER,
        "science",
        "{p} University",
        ("rector", "professor of {x}", "lecturer in {x}"),
        "Founded by a bequest; teaches some thousands of students.",
    ),
    (
        OrganizationKind.OTHER,
        "science",
        "{f} Hospital",
        ("medical director", "head of surgery", "{s}"),
        "The larger of the hospitals, and the one with the helicopter.",
    ),
    (
        OrganizationKind.OTHER,
        "culture",
        "{p} Playhouse",
        ("artistic director", "stage manager", "patron"),
        "A stage with six hundred seats and a roof that leaks.",
    ),
    (
        OrganizationKind.OTHER,
        "culture",
        "{f} Museum",
        ("director", "curator", "head of collections"),
        "Three floors of what others would have thrown away.",
    ),
)

FIELDS = (
    "Agriculture", "Commerce", "Defence", "Education", "Energy", "Fisheries", "Forestry", "Health",
    "Housing", "Industry", "Justice", "Labour", "Mining", "Progress", "Reform", "Science", "Sport",
    "Statistics", "Trade", "Transport", "Welfare", "Works",
)  # fmt: skip

HEADLINES = (
    "{o} backs {m}",
    "{o} turns against {m}",
    "{M}: {o} wants answers by {mon}",
    "Cost of {m} rises to {c}",
    "{p} waits for {m}",
    "Doubts about {m} grow in {p}",
    "{o} to vote again on {m}",
    "Who pays for {m}?",
    "{M} put off until {mon}",
    "{pc} per cent say no to {m}",
    "After {n} years, a date for {m}",
    "{p} and {q} quarrel over {m}",
)

LEADS = (
    "{o} decided on {day} to go ahead with {m}, after {n} months of argument in {p}.",
    "{M} came a step nearer on {day}, when {o} published a timetable that runs until {mon} {y}.",
    "The dispute over {m} grew sharper on {day}, with {p} and {q} on different sides.",
    "{M} will cost {c}, according to figures that {o} released on {day}.",
    "Another {n} weeks will pass before anything is settled about {m}, it emerged in {p} on {day}.",
    "{o} has put {m} back on the agenda, {n} years after it was first discussed in {p}.",
)

FACTS = (
    "The first plans were drawn in {y}, when the work was put at {c}.",
    "In {p} the matter has filled the hall {n} times this year.",
    "The last survey counted {n} objections from {p} and {k} from {q}.",
    "A decision had been expected in {mon}; two committees have asked for more time.",
    "About {pc} per cent of the money is to come from the state, the rest from fees.",
    "Nothing of the kind has been tried in the region since {y}.",
    "The road between {p} and {q} was closed for {n} hours on {day}.",
    "Of the {k} people who put their names on the list, {n} live in {p}.",
    "The committee meets next in {mon}, in the old town hall of {q}.",
    "Similar arguments were heard in {y}, and they took {n} months.",
    "The auditors found {n} errors in the accounts for {y}, none of them large.",
    "Shops in {p} report {pc} per cent less trade than a year ago.",
)

SAID = (
    # stands alone as a sentence; said in one piece
    "We have waited {n} years for {m}, and we will not wait another winter",
    "{M} will be finished by {mon}, and it will be finished within the budget",
    "Nobody who has stood in {p} on a Monday morning can doubt that we are late",
    "I would rather answer for {m} than explain why we did nothing",
    "This is the cheapest day on which we can begin, and tomorrow will cost {c} more",
    "There are {n} families in {p} who read every word we publish about {m}",
    "We promised the people of {p} an answer by {mon}, and here it is",
    "I have signed {n} letters about {m} and received {k} replies",
    "{M} was sold to us as a saving, and so far it has cost {c}",
    "I have read all {n} reports, and I still cannot tell you what {m} is for",
    "If this is the plan, I should like to see the {k} plans they threw away",
    "They came to {p} with a slide show and left with our money",
    "You cannot close a road in {q} and call it a pilot project",
    "The numbers for {y} do not add up, and the numbers for next year are worse",
    "My constituents in {p} were asked {n} questions, and this was not one of them",
    "It took {n} months to write a letter of {n} lines",
    "Out of every hundred people in {p}, {n} will notice {m} and the others will pay for it",
    "The effect is real, it is about {pc} per cent, and it is smaller than anybody hopes",
    "We measured it {n} times between {mon} and the end of the year, and each time it had grown",
    "What happened in {q} in {y} can happen in {p} tomorrow",
    "The sample is small, only {k} cases, but all of them point the same way",
    "People remember the flood of {y}; the ledger remembers {c}",
    "Ask me again in {mon}, when the last of the {n} inspectors has gone home",
    "There is no law that forbids it and no budget line that allows it",
    "A town that cannot talk about {m} will not be able to talk about anything",
    "My predecessor left me a desk, {n} files and a telephone number in {q}",
    "We are {pc} per cent of the way there, and the last part is uphill",
    "Every {day} I am told that it will be done by the following one",
    "The committee heard {n} witnesses, and not one of them came from {p}",
    "I was in {q} when the news came, and I took the first train back",
    "We do not need {c}; we need somebody who answers the telephone",
    "Let us be honest about {m}: it began as a slogan in {y}",
    "In {p} they call it progress, in {q} they call a lawyer",
    "I have no quarrel with {m}, only with the {k} people who are to run it",
    "It is a good law, badly printed, and it arrived {n} months late",
    "The offer on the table is {pc} per cent, and the table is theirs",
    "When the gate was opened in {y}, nobody thought of closing it again",
    "There were {k} of us in the room and {n} opinions",
    "The water does not care which of the ministries is in charge of it",
    "We shall publish everything, all {n} pages of it, before the end of {mon}",
)

SPLIT = (
    # one sentence in two pieces, the attribution between them
    ("If {m} fails", "it will not be for want of {c}"),
    ("In {y} we were told to be patient", "and in {p} we have been nothing else"),
    ("The people of {q}", "are owed more than {n} pages and a map"),
    ("Somebody has to say it", "there never was a majority for {m}"),
    ("Give us until {mon}", "and we will show you {pc} per cent"),
    ("We took {n} measurements in {p}", "and the last was the worst"),
    ("What I can promise", "is that no office in {q} will be closed before {mon}"),
    ("On {day}", "I counted {k} lorries between {p} and the harbour"),
)

INDIRECT = (
    # follows "said that"
    "the bill for {m} had reached {c}",
    "nothing would be decided about {m} before {mon}",
    "{n} of the {k} jobs in {p} were safe",
    "the contract had been signed in {y} and could not be reopened",
    "{pc} per cent of those asked in {q} were in favour",
    "the first of the {n} hearings would be held in {p}",
    "inspectors had visited {q} {n} times since {y}",
    "a further {c} would be needed by {mon}",
)

ADJECTIVES = (
    "belated", "bitter", "borrowed", "brave", "cautious", "cheap", "clumsy", "costly", "crooked", "decent",
    "dignified", "empty", "expensive", "fragile", "generous", "hasty", "honest", "hollow", "lasting",
    "necessary", "noisy", "painful", "polite", "quiet", "reckless", "sensible", "serious", "shallow",
    "stubborn", "tidy", "timid",
)  # fmt: skip
NOUNS = (
    "afterthought", "apology", "bargain", "beginning", "compromise", "detour", "diversion", "excuse",
    "experiment", "failure", "farewell", "gamble", "gesture", "handshake", "holiday", "invitation", "lesson",
    "mistake", "monument", "opening", "promise", "question", "rehearsal", "reminder", "response", "retreat",
    "signal", "surrender", "triumph", "truce", "warning", "victory",
)  # fmt: skip

CUES = ("said", "said", "said", "said", "told", "added", "argued", "warned", "replied", "wrote", "insisted")
DOCUMENT_CUES = ("stated", "noted")
FRAGMENT_CUES = {
    "called": " the plan",
    "described": " the plan as",
    "dismissed": " the idea as",
    "praised": " the offer as",
    "said": " it was",
}
VOWELS = ("a", "e", "i", "o", "u", "hon")
"""How a word begins that takes "an"; "useful" is not among the adjectives for a reason."""
OCCASIONS = ("press conference", "council meeting", "radio interview", "parliamentary debate", "open letter")
ADDRESSEES = ("reporters", "journalists", "the committee", "the chamber", "residents of {p}")
UNNAMED = (
    # source kind, as printed
    ("anonymous", "an official who asked not to be named"),
    ("anonymous", "a member of the committee"),
    ("unnamed person", "one of the drivers"),
    ("unnamed person", "a passer-by"),
    ("unnamed group", "residents"),
    ("unnamed group", "experts"),
    ("document", "the report"),
    ("document", "the minutes of the meeting"),
)

CORRECTIONS = (
    "An earlier version of this article gave another day for the meeting.",
    "An earlier version of this article misspelt the name of a street.",
    "An earlier version of this article had the sum in the wrong currency.",
    "An earlier version of this article took last year’s figure for this year’s.",
    "The caption of the drawing has been corrected.",
)

EDITORIAL_HEADLINES = (
    "The price of {m}",
    "{M}, again",
    "What {p} is owed",
    "A word about {m}",
    "Patience is not a policy",
    "Before {mon}",
    "The arithmetic of {m}",
    "Listen to {q}",
)
OPINIONS = (
    "It is {n} years since anybody in {p} believed the official figures, and the official figures have not changed.",
    "There is a case for {m}, and it deserves better advocates than it has found.",
    "A government that finds {c} for a ceremony can find {pc} per cent of it for repairs.",
    "{M} is not a question of party; it is a question of whether anyone reads the reports they order.",
    "Those who object in {q} are not enemies of progress, and those who hurry in {p} are not its friends.",
    "We have said so in {y}, and we shall go on saying so until {mon} at least.",
    "What is missing is not money but a date, a name and a signature.",
    "The committee should meet in public, publish its {n} papers and then decide.",
    "To put the matter off once more would cost {c} and settle nothing.",
    "Nobody will thank {o} for acting, and everybody will remember if it does not.",
)
