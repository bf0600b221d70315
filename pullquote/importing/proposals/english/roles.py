"""Nouns for what somebody is: offices, trades, relations, places in a team; and what stands before a name as courtesy."""

from __future__ import annotations

import re
from functools import lru_cache

from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.trades import TRADES

REMEMBERED_WORDS = 1 << 14
"""Words of which is remembered whether they say what somebody is."""
ROLES = words_in(
    """
    svp evp vp avp cmo cpo ciso hostess
    brig user revd mec mca mmc coun cr clr garda full-forward half-forward corner-forward full-back corner-back llywydd kgosi lock wing prop dcp acp dysp
    half-brother half-sister mother-in-law father-in-law granddad maintainer postie
    co-star starost voivode proprietor proprietress impresario lifeguard custodian conservator bellringer choirmaster disc-jockey dj
    homemaker housewife househusband groundskeeper greenkeeper paralegal barrister-at-law magnate financier
    wicketkeeper wicket-keeper opener all-rounder batswoman sweeper left-back right-back centre-half goalie
    guide guardian mentor patriarch matriarch primate nuncio canon verger sexton chorister
    tackle linebacker lineman team-mate teammates figure seed depute td taoiseach tánaiste tahsildar sarpanch nazim patwari mukhtar lieutenant-governor aldermen
    moderator whip attendant counterpart mla mna mpa mlc msp cfo coo cto cio con captain-elect co-leader headman chairlady
    frontman bandleader bandmate castmate co-star understudy lecturer docent valet grandee figurehead doyen doyenne
    diplomat passenger bystander passer-by insider employee staffer clergyman churchman medic forecaster
    weatherman housemate roommate flatmate teammate schoolmate classmate
    abbess abbot accountant activist actor actress actuary adjutant adm administrator admiral
    adviser advisor advocate agent aide airman ald alderman alumna alumnus amb ambassador analyst
    anchor animator announcer anthropologist appellant applicant apprentice arbitrator archaeologist
    archbishop architect archivist artist assemblyman assemblywoman assessor assistant asst
    astronaut astronomer attorney atty au-pair auctioneer auditor aunt auntie author ayatollah
    babysitter backbencher backer bailiff baker ballerina banker barber barista baritone barmaid
    barman baron baroness barrister bartender batsman batter beautician beekeeper billionaire
    biographer biologist bishop blacksmith blogger bodyguard bookkeeper bookseller boss botanist
    bouncer bowler boxer boyfriend breeder brewer bricklayer brigadier broadcaster broker brother
    builder burgess bursar businessman businesswoman butcher butler buyer caddie cadet campaigner
    camper candidate capt captain cardinal caregiver carer caretaker carpenter cashier catcher
    caterer cdr centenarian centre-back ceo cfo chair chairman chairperson chairwoman challenger
    champion chancellor chaplain chef chemist chief chief-executive chieftain childminder
    choreographer churchwarden claimant cleaner cleric clerk client climatologist climber cllr cmdr
    co-author co-chair co-director co-founder co-owner co-pilot coach cofounder col colleague
    collector colonel columnist comedian comic commander commentator commissioner commodore commuter
    complainant composer comptroller conductor congressman congresswoman const constable consultant
    contender controller convener convenor convict cook coordinator cornerback coroner corporal
    correspondent councillor councilman councilor councilwoman counsel counsellor counselor count
    countess courier cousin cowboy coxswain cpl crewman critic crofter curate curator customer
    cyclist dad dancer daughter dc dci deacon dealer dean debutant deckhand decorator defendant
    defender del delegate demonstrator dep deputy designer det detective developer dictator
    dietician dietitian director dissident distiller docent docker doctor donor doorman dramatist
    dressmaker driver drummer ds dsupt duchess duke ecologist economist editor editor-in-chief elder
    electrician emir emperor empress engineer entertainer entrepreneur envoy epidemiologist ex-
    husband ex-wife examiner exec executive executor exile expert explorer eyewitness fan farmer
    father favorite favourite fellow fiancé fiancée filmmaker firefighter fireman fisherman
    fisherwoman fitter flanker fly-half foreman forester forewoman forward founder fr freeholder
    freshman friar friend frontbencher fullback fundraiser gaffer gamekeeper gardener gen general
    geologist girlfriend glazier goalkeeper godfather godmother goldsmith golfer gov governess
    governor governor-general gp graduate grandad granddaughter grandfather grandma grandmaster
    grandmother grandpa grandparent grandson great-grandfather great-grandmother greengrocer grocer
    groom groundsman grower guard gunner guru gymnast hairdresser handler harbormaster harbourmaster
    head head-teacher headmaster headmistress headteacher heir heiress helmsman hiker historian
    holder holidaymaker homeowner hon hooker host hotelier householder housekeeper husband
    hydrologist illustrator imam incumbent industrialist infielder influencer informant inmate
    innkeeper innovator insp inspector instructor insurer insurgent intern interpreter inventor
    investigator investor janitor jeweler jeweller jockey joiner judge jumper juror justice keeper
    king lady landlady landlord laureate lawmaker lawyer leader lecturer left-back legislator
    librarian lieutenant lifeboatman lifeguard linebacker lineman linguist liquidator lobbyist lock-
    forward lodger logger lookout lord loser lt madame magistrate magnate maid maj major manager
    marcher marshal mason master mathematician mayor mechanic medalist medallist mediator medic
    member mentor mep merchandiser meteorologist midfielder midwife migrant militant milkman miner
    minister missionary model moderator mogul mom monarch monk monsieur mother motorist mountaineer
    mp msgr mullah mum musician nanny navigator negotiator neighbor neighbour nephew neuroscientist
    newcomer newsreader niece nominee novelist nun nurse oceanographer officer official olympian
    ombudsman operative opponent optician orderly organiser organizer outfielder owner painter
    paralympian paramedic paratrooper parent parishioner partner pastor patrolman patron pc peer
    peeress pensioner petitioner pharmacist philanthropist philosopher photographer physician
    physicist physio pilgrim pilot pitcher plaintiff planner plasterer player playwright plumber
    podcaster poet policeman policewoman politician pollster pope porter postman postmaster
    postmistress postwoman potter practitioner preacher predecessor premier pres presenter president
    president-elect priest prince princess principal private producer prof professional professor
    professor-emeritus programmer prosecutor protester protestor provost psychologist publican
    publisher pundit pupil quarterback queen rabbi racer radiographer rancher ranger rapper rebel
    receiver receptionist rector referee refugee registrar regulator rep reporter representative
    researcher reservist resident respondent restaurateur retailer retiree rev reverend reviewer
    rider right-back rival roofer rookie rower rt runner runner-up sage sailor salesman saleswoman
    scholar schoolboy schoolgirl scientist scout screenwriter scriptwriter scrum-half sculptor
    second-row secretary seismologist selectman seller sen senator sergeant sgt sheikh shepherd
    sheriff shopkeeper shopper shortstop showrunner sibling singer sister skater skier skipper
    sleuth sociologist soldier solicitor sommelier son sophomore soprano speaker specialist
    spokesman spokesperson spokeswoman sponsor spouse sprinter spy stablehand star stationmaster
    stepdaughter stepfather stepmother stepson steward stockbroker stonemason storekeeper strategist
    striker student stuntman stylist sub-editor substitute successor sufferer sultan superintendent
    supervisor supporter supremo supt surfer surgeon surrogate surveyor survivor suspect swimmer
    tailor teacher technician teenager tenant tenor thrower toddler tourist trader trainee trainer
    translator treasurer trooper trucker trustee tsar tutor tycoon umpire uncle undergraduate
    undersecretary understudy undertaker usher vendor vet veteran veterinarian vicar vice-captain
    vice-chair vice-chancellor vice-president vice-principal victim villager virologist visitor
    volunteer voter waiter waitress walker warden warlord weaver welder whip whistleblower
    wholesaler widow widower wife winemaker winger winner witness worker wrestler writer zookeeper
    zoologist
    """
)
"""Nouns for what somebody is in public life and in the news."""
COURTESY = words_in(
    """
    mr mrs ms miss mx dr sir dame comrade cde haji hajji alhaji alhaja hajia mallam malam engr barr smt shri pandit maulana
    mufti allama swami begum datuk dato datin ato herr frau señor señora doña mzee aling mang otunba signor signora doktor
    madam excellency highness worship gogo tata oom tannie ustaz ustad mwalimu puan encik tuan thiru selvi bapak ibu pak
    khun bi bw mzee justices messrs sardar mme mlle señorita signorina padre eng surv pharm abusuapanyin togbe kapitan
    """
)
"""What stands before a name and is no office."""
STYLES = words_in(
    """
    prof professor rev revd reverend fr hon madame monsieur cllr coun cr clr cardinal oba igwe sheikh lord lady baroness uncle auntie aunty
    """
)
"""What stands before a name, and is an office only where no other one is printed."""
OF_THE_MOMENT = words_in(
    """
    beaten beaming defeated disappointed disgraced embattled exasperated beleaguered delighted furious jubilant surviving
    victorious tearful weary visibly incumbent current then first new late unseeded
    """
)
"""How somebody is for now: no part of an office."""
PORTFOLIOS = words_in(
    """
    education finance health justice defence defense state transport transportation agriculture energy interior trade
    treasury culture labour labor environment housing foreign affairs information commerce security development
    communications technology industry tourism fisheries sport sports planning irrigation water power railways aviation
    mines minerals livestock forestry forests wildlife religious youth women welfare revenue works roads gender devolution
    lands immigration petroleum climate science ports law parliamentary social public arts food research police search sales
    strategy
    """
)
"""What ministers are for."""
BEFORE_RANK = words_in(
    """
    acting army assistant chief city county deputy district federal former interim junior late local national navy outgoing
    police regional retired senior state vice
    """
)
"""Words in small letters in front of a rank with a capital: a televised speech is none."""
PEERS = frozenset(["lord", "lady", "baroness"])
"""What stands before a name and belongs to it."""
FAMILY = words_in(
    """
    mother father mum dad mom son daughter brother sister wife husband grandson granddaughter grandmother grandfather uncle
    aunt nephew niece cousin widow widower friend neighbour neighbor colleague partner girlfriend boyfriend fiancé fiancée
    stepfather stepmother stepson stepdaughter half-brother half-sister grandma grandpa grandad granddad granny
    great-grandmother great-grandfather great-grandson great-granddaughter ex-husband ex-wife mother-in-law father-in-law
    """
)
"""What somebody is to another one: an office only where no other one is printed."""
MALE = words_in(
    """
    abbot alderman assemblyman barman baron batsman boyfriend brother businessman congressman councilman
    count cowboy dad duke ex-husband father fiancé fireman fisherman foreman friar godfather grandad grandfather grandpa
    grandson great-grandfather groundsman headmaster husband king landlord lifeboatman lord milkman monk monsieur mr nephew
    patrolman policeman pope postman prince salesman schoolboy sir son spokesman stepfather stepson stuntman uncle waiter
    widower
    """
)
FEMALE = words_in(
    """
    abbess actress assemblywoman aunt auntie ballerina barmaid baroness businesswoman chairwoman congresswoman councilwoman
    countess dame daughter duchess empress ex-wife fiancée fisherwoman forewoman girlfriend godmother granddaughter grandma
    grandmother great-grandmother headmistress heiress lady landlady madame maid midwife miss mom mother mrs ms mum niece
    nun peeress policewoman postwoman princess queen saleswoman schoolgirl sister spokeswoman stepdaughter stepmother
    waitress widow wife
    """
)
SURNAMES_TOO = words_in(
    """
    baker barber bishop brewer butcher carpenter chandler cook farmer fisher forester gardener gunner hunter sheikh king
    mason miner page pope porter potter rider sen shepherd skinner tailor walker weaver
    """
)
"""Roles that are surnames as often: Simon Baker, Captain Baker."""
NAMES_TOO = SURNAMES_TOO | {
    "constable",
    "deacon",
    "dean",
    "duke",
    "judge",
    "major",
    "marshal",
    "monk",
    "priest",
    "prince",
    "rector",
    "abbot",
    "clerk",
}
"""Roles that are surnames behind a given name."""
ADJECTIVES_TOO = frozenset(
    ["major", "private", "general", "model", "star", "chief", "head", "principal", "professional"]
)
"""Roles that in small letters, right before a single capitalized word, are adjectives: a major Rust release."""
GIVEN_TOO = frozenset(["dean", "mason", "hunter"])
"""Roles that are given names before a single surname: Dean Wilson."""
EPITHETS = words_in(
    """
    african korean kenyan jamaican ethiopian nigerian ghanaian norwegian ukrainian russian portuguese scot
    zealander colombian chilean mexican egyptian moroccan algerian indian pakistani bulgarian romanian
    striker winger midfielder defender goalkeeper quarterback forward fullback pitcher skipper veteran
    singer songwriter actor actress novelist comedian comic artist musician guitarist drummer champion
    pensioner teenager mother father grandmother grandfather mum dad entrepreneur billionaire
    millionaire politician native star player driver rider swimmer sprinter runner boxer golfer
    cyclist rookie fighter irishman frenchman englishman scotsman welshman dutchman dane swede finn spaniard
    german italian belgian croat serb pole briton american canadian australian argentine brazilian
    czech slovak greek turk thai swiss dutch french welsh slovene estonian latvian samoan fijian tongan
    republican democrat conservative liberal farmer fisherman chef teacher builder sculptor painter
    """
)
"""What a story calls somebody whom it has just named: the striker, the Dane."""
SOMEBODY = frozenset(["man", "woman"])
"""Who is somebody that a story tells of, and has no office."""
PARTS = words_in(
    """
    passenger panellist panelist tenant resident protester customer patient participant plaintiff witness
    spectator onlooker attendee visitor voter supporter parent user reader listener villager commuter shopper caller finalist
    """
)
"""What part somebody has in a story: an office only where nothing else is printed beside the name."""
_FIRST_PARTS = frozenset(["vice", "deputy", "ex", "co", "sub", "under", "assistant", "joint", "shop", "arch"])
_OF_FAMILY = re.compile(r"(?:mother|father|mum|dad|mom|grandmother|grandfather|grandma)-of-\w+|\w+-year-old")
_BY_ITS_END = re.compile(
    r"[a-z-]{3,}(?:logist|grapher|maker|keeper|worker|owner|player|driver|writer|singer|seller|dealer|holder|trader|leader"
    r"|founder|breeder|grower|hunter|watcher|walker|builder|cleaner|teacher|farmer|manager|eer|man|woman|person|smith|monger"
    r"|wright|ician|herd|hander|goer|seeker|taker|scorer|bearer|hunter|finder|caller|grader|breaker|agent|chief|master|mistress|boss|[a-z]ist)"
)
_NO_SURNAME = re.compile(
    r"(?:logist|grapher|ician|keeper|owner|worker|manager|driver|founder|player|holder|-of-\w+|-old)$"
)
_MAY_END = re.compile(r"[a-z-]{3,}(?:er|or|ist|ian|ant|ee)")
_NO_PEOPLE = words_in(
    """
    after agree alter anger another answer assist australian barrier beer better bigger boiler border bother brazilian
    burner butter canadian cancer career carrier center chamber chapter charter cheer christian cider clutter coffee color
    committee computer consider constant container cooker copper corner corridor counter cover cruiser danger december deer
    degree deliver deter dinner disaster discover distant door dresser earlier easier egyptian either elephant ember enter
    error ever exist exterior factor favor feather fee fever fewer filter finger floor flower folder footer former free
    freezer freighter further gather giant ginger grant greater guarantee harbor header heater helicopter higher honor
    horror however humor hunger important indian inferior insist instant interior iranian italian jumper junior labor ladder
    lager larger later latter laughter layer leather letter liner list liter litre longer lower matter meter metre minor
    mirror mist monitor motor neither never newer newspaper norwegian november number october offer older order other over
    paper pepper persist pier plant poster power prayer prefer prior quarter rather refer register relevant remember resist
    restaurant river rumor russian sector see semester senior september shelter shoulder shower significant silver slaughter
    smaller sofa steamer stronger summer superior tanker terror theater three tier timber together tower tractor trailer
    transfer trawler tree trimester ukrainian under vapor checklist shortlist longlist waitlist wishlist playlist tracklist
    racist sexist fascist resist insist persist consist desist assist exist enlist wager want warrant water weather whether
    winter wonder younger
    """
)
"""Words that end as nouns for people do."""


OF_SOMEWHERE = ("ian", "ean", "ish", "ese", "can", "yan", "lan", "ban", "oan", "gan", "uan", "wan")
"""How words for who is of a country end."""


@lru_cache(maxsize=REMEMBERED_WORDS)
def is_role(word: str) -> bool:
    """Whether a word, in small letters, says what somebody is: by the table, or by how such nouns end."""
    return (
        word in ROLES
        or word in TRADES
        or (word.partition("-")[0] in _FIRST_PARTS | ROLES and word.partition("-")[2] in ROLES)
        or _OF_FAMILY.fullmatch(word) is not None
        or (_BY_ITS_END.fullmatch(word) is not None and word not in _NO_PEOPLE)
    )


def is_demonym(word: str) -> bool:
    """Whether a word with a capital says where somebody is from: American, Belgian, Dutch."""
    lower = word.lower()
    return word[0].isupper() and (lower in EPITHETS or lower.endswith(OF_SOMEWHERE)) and not is_role(lower)


def is_title_of_office(word: str) -> bool:
    """Whether a word with a capital says what somebody is: not by an end that surnames have as well (Coleman)."""
    lower = word.lower()
    return (
        lower in ROLES
        or lower in TRADES
        or (is_role(lower) and "-" in word and word.rpartition("-")[2].islower())
        or (is_role(lower) and _NO_SURNAME.search(lower) is not None)
    )


def may_be_role(word: str) -> bool:
    """Whether a word says what somebody is where only such a noun can stand: right before a name, or behind ``a``."""
    return is_role(word) or (_MAY_END.fullmatch(word) is not None and word not in _NO_PEOPLE)
