"""The words by which English news says who speaks: verbs, nouns for people and bodies, and the small words between.

Tables that the rules of this room decide by.
"""

from __future__ import annotations

from pullquote.importing.proposals.english.inflections import forms, words_in

_SAY = """say tell add write tweet ask continue note report state respond explain reply declare conclude argue insist
promise pledge claim warn admit suggest recall vow announce acknowledge remark assure urge joke lament emphasize
emphasise boast assert concede predict complain quip observe reveal confirm deny demand exclaim shout yell chant
question comment opine reiterate stress maintain contend allege testify recount caution counter retort interject muse
quote cite elaborate propose advise answer read charge disclose mention proclaim echo plead tout tease scoff snap
clarify post text intone implore chide gush agree whisper mutter murmur cry sigh begin object interrupt venture
order instruct command beg summarise summarize disagree reflect offer reason repeat signal wonder inform remind swear protest estimate reckon rule stipulate
confess marvel reminisce enthuse rave fume rage thunder holler scream chuckle grumble gripe deadpan jest brag inquire enquire
affirm avow blurt bellow chime demur drawl exhort expound fret groan growl grouse mumble profess regret reproach
remonstrate roar snarl snort sniff stammer surmise taunt wail whine submit aver posit recommend concur rejoin theorize theorise speculate specify underline caution query deduce relate recite"""
_CALL = """call term describe dub label brand accuse blame praise blast slam criticize criticise denounce decry deride
dismiss characterize characterise condemn refer thank ridicule lambaste attack bemoan credit portray hail defend
express laud apologize apologise speak mock deplore lambast salute welcome reject compare liken rail rebuke"""
_THINK = "believe think feel hope want expect fear know consider doubt worry see find regard view wish"
SAY = frozenset([*(form for verb in _SAY.split() for form in forms(verb)), "pointed"])
"""Speech in somebody's words, or what it says."""
CALL = frozenset(form for verb in _CALL.split() for form in forms(verb))
"""Verbs that quote a few words in a sentence of the story's own."""
THINK = frozenset(form for verb in _THINK.split() for form in forms(verb))
"""What somebody holds: nearly always said, not always in these words."""
CUES = SAY | CALL | THINK
PLAIN = words_in(
    """
    said says told tells added adds wrote asked replied answered warned insisted explained recalled
    """
)
"""Verbs that hardly have another sense."""
AMBIGUOUS = words_in(
    """
    read reads post posts text texts question questions charge charges report reports note notes
    comment comments demand demands attack attacks claim claims promise promises state states quote
    quotes answer answers rule rules reason reasons estimate estimates signal signals credit credits
    view views label labels brand brands thanks call calls fear fears hope hopes doubt doubts wish
    wishes want wants find finds see sees know knows begin begins continue continues continued
    object objects urge urges blame vow vows pledge pledges joke jokes protest protests cry cries
    sigh snap snaps tease welcome express submit submits submitted
    """
)
"""Forms that are nouns or other verbs as often."""
TAKES_A_HEARER = frozenset(
    form
    for verb in ["tell", "ask", "assure", "remind", "warn", "inform", "advise", "urge"]
    for form in forms(verb)
)
DENYING = frozenset(
    [
        "declining",
        "declined",
        "refusing",
        "refused",
        "without",
        "denying",
        "denied",
        "avoided",
        "stopped",
        "stop",
        "stops",
        "stopping",
        "never",
    ]
)
"""Before ``to call``, ``that he had called``: the words are nobody's."""

GROUPS = words_in(
    """
    officials police investigators aides critics supporters prosecutors authorities lawyers experts
    analysts residents witnesses locals protesters demonstrators scientists researchers doctors
    nurses teachers neighbours neighbors relatives families parents students workers farmers
    fishermen organisers organizers activists campaigners opponents economists sources diplomats
    lawmakers ministers leaders politicians observers commentators reporters journalists voters
    people others survivors villagers passengers fans rebels soldiers commanders officers engineers
    members executives investors traders employers unions historians executives detectives
    firefighters rescuers drivers owners tenants some many most several few both
    """
)
"""Who speaks together without a name."""
UNNAMED = words_in(
    """
    official source insider woman man girl boy one another second third somebody person protester passenger
    passer-by bystander villager demonstrator caller reader user customer parent child colleague
    relative diplomat aide soldier local youth couple employee staffer doctor
    """
)
DOCUMENTS = words_in(
    """
    report study statement letter document article email e-mail message note memo lawsuit complaint
    indictment filing affidavit judgment ruling review survey paper book plan bill law sign banner
    placard poster leaflet editorial post tweet text transcript record notice communique manifesto
    petition inscription agreement contract treaty resolution email caption headline brochure decree
    order verdict plaque diary memoir papers comment commentary analysis essay post blog column
    testimony submission briefing bulletin dossier file survey white-paper pamphlet newsletter
    """
)
WRITINGS = words_in(
    """
    letter email e-mail message note memo statement testimony submission post tweet text diary memoir essay column affidavit
    reply report review book paper blog
    """
)
"""What somebody writes, and speaks by: her letter ends."""
BODIES = words_in(
    """
    panel tribunal jury inquiry chain maker carrier giant retailer startup laboratory lab side franchise
    bloc junta palace treasury exchange lender insurer consortium chamber assembly congress legislature
    caucus constabulary friends trustees archdiocese diocese regiment manufacturer supplier brewer
    ministry council government company agency union party court police commission committee board
    university institute bank group team department office authority association federation army
    navy force administration campaign club school church parliament senate embassy firm charity
    hospital airline newspaper operator regulator organisation organization network foundation
    coalition watchdog military cabinet kremlin pentagon publisher trust society league alliance
    bureau service mission centre center museum gallery lobby factory supermarket hotel theatre theater library zoo
    """
)
"""What a body is called after it was named: the ministry, the company."""
COMPANIES = words_in(
    """
    company firm group airline carrier carmaker manufacturer maker retailer bank lender insurer startup start-up operator
    charity chain giant brewer supplier publisher regulator watchdog agency
    """
)
"""What an organization is called that has spoken: the company, the charity."""
BODY_ENDS = words_in(
    """
    elementary primary secondary infirmary rovers albion
    tribunal inspectorate directorate secretariat consortium labs lab works mills mines steel oil gas water
    power rail lines shipping ferries marine aerospace dynamics robotics software media studios records
    entertainment products solutions capital ventures investments associates plc llp llc gmbh rescue ambulance constabulary
    hospice clinic academy choir ballet athletic wanderers utilities mission trustees panel inquiry chemicals
    air buses trains securities dairies creameries breweries bakeries farms brothers sons freight logistics haulage
    hotels resorts supermarkets grocers textiles garments cement telecom telecoms wireless networks semiconductors
    biosciences therapeutics genomics automotive properties realty estates developments construction resources
    petroleum renewables solar analytics pictures films productions publishing institution insurance assurance
    mutual broadcasting brands beverages cosmetics jewellers
    party university college committee council department agency institute foundation association
    center centre court house senate congress commission bureau times post news journal studies bank
    group inc corp company co ltd union league club church school hospital airport force army navy
    administration ministry fund coalition campaign project society federation conference network
    board office authority railways railway airlines airways trust service services systems
    technologies partners cooperative co-operative museum gallery observatory courier gazette herald
    tribune press standard review monitor mail guardian telegraph chronicle examiner echo agency
    industries holdings bureau alliance movement front brigade police guard parliament assembly
    government embassy watch international trust academy orchestra theatre theater library
    laboratories laboratory unit taskforce corporation enterprises motors energy electric
    pharmaceuticals cross crescent nations command organization organisation registry exchange
    stores foods group's archive chamber synod diocese community forum
    """
)
"""The last words of the names of organizations."""
PRINTS = words_in(
    """
    times post news journal courier gazette herald tribune press standard review monitor mail
    guardian telegraph chronicle examiner echo agency radio television tv reuters broadcasting
    """
)
"""The last words of the names of those who only pass words on."""
NO_NAME_ENDS = words_in(
    """
    order framework card skills apis api app apps tool tools toolkit site website portal page pages guide
    guidelines handbook playbook standards platform product programme data model models cloud
    browser engine library version release edition manual policy privacy language code software
    hardware web server netherlands states kingdom
    terrace crescent mews gardens boulevard drive parkway estate
    street lane avenue road county city island islands river lake valley mountain mountains hills
    beach bay sea ocean square park hall hotel plaza tower bridge act bill law amendment monday
    tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december jan feb mar apr jun jul aug sep sept oct nov dec day
    night morning primary debate show award awards cup series games agreement deal treaty war prize
    festival week year minister state province region heights springs falls coast north south east
    democrat democrats republican republicans tories
    west championship championships olympics code directive plan report scheme summit wall quarter
    street crowns crown
    """
)
"""The last words of other capitalized names: places, days, events."""
DETERMINERS = words_in(
    """
    the a an this that these those his her its their our my your one another some any each every no
    several many both two three four five six seven eight nine ten other
    """
)
PREPOSITIONS = words_in(
    """
    of for from with at to in by on about against among around as before after behind below between
    despite during following inside into like near off onto outside over past since than through
    throughout toward towards under until upon via within without amid across along beside besides
    concerning regarding up down
    """
)
CONJUNCTIONS = words_in(
    """
    and or but while because although though when if since as that which where before after until
    whereas whether so unless once nor yet whose who whom then
    """
)
AUXILIARIES = words_in(
    """
    is are was were be been being am has have had having does did do done will would shall should
    can could may might must ’s ’d ’ll ’ve ’re isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t doesn’t don’t didn’t
    won’t wouldn’t can’t couldn’t shouldn’t
    """
)
BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "am", "’s"])
ADVERBS = words_in(
    """
    also later then once twice just even often further again still now first earlier only never not
    always already soon ever instead however meanwhile yesterday today tonight previously afterwards
    meantime too almost himself herself themselves itself eventually perhaps recently away back out
    up down there here together long far aloud else ago
    """
)
BEHIND_SPEECH = (
    CUES
    | DETERMINERS
    | PREPOSITIONS
    | CONJUNCTIONS
    | ADVERBS
    | {"he", "she", "they", "it", "i", "we", "you", "who", "according"}
)
"""What can stand behind quoted words that are no adjective: not the “self-walking” leash."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_PARTS = frozenset(["morning", "afternoon", "evening", "night", "week", "month", "year", "weekend"])
PRONOUNS = frozenset(["he", "she", "they", "it", "i", "we", "you", "who"])
STOP_CAPITALS = words_in(
    """
    the a an in on at for and but or if when while as by with from to of it he she they we i you
    this that these those there here his her its their my our your after before since because
    although though however meanwhile still yet so then now also even just only not no yes what who
    why how where which some many most more few several both all each every other others another one
    two three four five six seven eight nine ten according during despite under over between among
    against earlier later last next today yesterday tomorrow additionally instead perhaps maybe once
    until unless whether asked speaking calling citing noting saying adding well indeed finally
    first second third recently opinion editorial photo video image watch read related share follow
    click sign subscribe update updated breaking advertisement like unlike given such through
    throughout within without back out up down off let do does did is are was were be been has have
    had can could will would should might must residents officials police experts critics declining
    accusing describing asking responding referring reacting writing smiling nobody somebody
    everyone everybody nothing something ask meet enter consider imagine picture remember
    """
) - {"may"}
"""Words that are capitalized only because a sentence begins with them."""
ADJECTIVES = words_in(
    """
    north south east west northern southern eastern western new old islamic muslim christian jewish
    black white american european african asian russian chinese british english scottish welsh irish
    french german italian spanish indian pakistani ukrainian israeli iranian korean japanese
    republican democratic liberal conservative labour national international federal royal
    """
)
SURNAMES_OF_PLACES = words_in(
    """
    hall lane street park bridge church west north may march law power post bay hills day court house beach wall lake
    rivers woods field fields banks green mills ford summit drive plaza falls brothers south east square falls springs order
    """
)
"""Words that end the names of places and bodies, and are family names behind a given name: Sue Hall."""
VERBS = words_in(
    """
    became become becomes met saw took made gave got went came left kept held led lost won ran put set sent sold bought
    brought built found let hit cut grew knew thought felt heard stood sat fell wore drew drove flew
    struck shook threw hung paid dealt fought caught taught sought swung stuck slept sang drank ate fled swore
    tore bore froze rode hid dug woke understood withdrew forgot swept clung crept sank swam shone
    rose wrote spoke broke chose beat joined visited opened closed was were is are has had
    """
)

VERBS_TOO = words_in(
    """
    state press post rescue research transport trade match support film market brand label call charge credit command attack report
    question text quote rule demand offer challenge set fell view order note comment beat
    venture
    """
)
"""Forms of verbs that are nouns in front of what somebody is as well: brand manager, charge nurse, state senator."""

ATTRIBUTES = words_in(
    """
    acting newly corresponding contributing supporting performing competing banking building commanding engineering executing finishing flying founding housing incoming leading managing
    marketing mining nursing operating outgoing parking planning presiding retiring fundraising advertising coaching
    counselling catering cleaning broadcasting publishing printing programming purchasing recruiting casting lending trading
    boxing cycling sailing rowing swimming gardening farming fishing teaching policing consulting commissioning lighting
    licensing safeguarding manufacturing modelling monitoring reigning defending gaming betting shipping sitting sporting
    standing training visiting racing accused acclaimed accredited appointed armed celebrated certified convicted decorated
    disgraced elected embattled employed self-employed exiled experienced injured jailed learned limited newly-elected noted
    qualified registered re-elected renowned retired seasoned seed skilled suspected trained unelected unified united wanted
    wounded supply family assembly early elderly daily weekly monthly fly friendly speed bed red chartered shortlisted
    tattooed batting bowling driving heating holding opening shooting running diving polling letting prosecuting crossing
    wing spring string wedding clothing sterling shopping wrestling drawing painting dining walking climbing skiing surfing
    sewing knitting weaving recording mixing editing filming voting testing scouting hunting riding breeding grazing logging
    drilling welding roofing plumbing wiring tutoring mentoring parenting hiring pricing packaging processing screening
    sequencing forecasting tracking caring wellbeing leasing bidding bargaining negotiating touring award-winning
    prize-winning best-selling bestselling long-serving high-ranking widowed embedded syndicated aged hired unpaid honoured
    disbarred trusted gifted talented aspiring budding returning
    """
)
"""Words on -ing and -ed that belong to an office: chief operating officer."""

PLACES = words_in(
    """
    afghanistan albania algeria america argentina armenia australia austria azerbaijan bangladesh
    belarus belgium bolivia brazil britain bulgaria burma cambodia cameroon canada chile china
    colombia congo croatia cuba cyprus czechia denmark ecuador egypt england estonia ethiopia europe
    finland france georgia germany ghana greece guatemala hungary iceland india indonesia iran iraq
    ireland israel italy jamaica japan jordan kazakhstan kenya kosovo kuwait latvia lebanon libya
    lithuania malaysia mali malta mexico moldova mongolia morocco mozambique myanmar nepal
    netherlands nicaragua niger nigeria norway oman pakistan palestine panama paraguay peru
    philippines poland portugal qatar romania russia rwanda scotland senegal serbia singapore
    slovakia slovenia somalia spain sudan sweden switzerland syria taiwan tanzania thailand tunisia
    turkey uganda ukraine uruguay uzbekistan venezuela vietnam wales yemen zambia zimbabwe moscow
    beijing washington london paris berlin kyiv kiev tehran jerusalem brussels tokyo seoul pyongyang
    ankara delhi islamabad rome madrid warsaw vienna cairo baghdad damascus ottawa canberra
    """
)
"""Countries and capitals that speak for their governments: no organization is made of them."""
PLACE_STARTS = words_in(
    """
    port mount lake san santa santo saint st fort upper lower cape glen castle bad el la los las de great little royal high
    holy river isle point camp loch ben
    """
)
"""How the names of places begin."""
SUFFIXES = words_in(
    "Jr Sr II III IV KC QC SC BL SAN TD MS MLA MNA MPP MHA AM AO DBE KBE FRS RN DL MP MSP MEP OBE MBE CBE PhD MD Esq JP"
)
"""What follows a name and is no part of it."""
