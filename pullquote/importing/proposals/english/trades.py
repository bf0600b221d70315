"""More nouns for what somebody is: trades, crafts, players, relatives."""

from __future__ import annotations

from pullquote.importing.proposals.english.inflections import words_in

TRADES = words_in(
    """
    academic acrobat oba igwe agronome alcalde alderwoman allrounder alum amateur angler antiquarian arboriculturist archdeacon
    assemblymember astrologer attaché attache auteur aviator aviatrix bandmaster barkeep bass-baritone beatmaker bellboy
    bellfounder benefactor biathlete biker bobsledder boatswain bookbinder bookie bosun bride bridegroom bridesmaid
    burgomaster busker cabbie caddy cantor cattleman caver celebrant chambermaid chauffeur chimney-sweep chiropractor
    chocolatier cineaste clown co-creator co-host co-lead co-presenter co-producer co-writer coastguard
    cobbler coder commando commissar committeeman committeewoman concertmaster concierge confectioner consul
    contractor contralto cosmonaut councilmember countertenor couturier cox creator crooner croupier curler cyclo-crosser
    czar defector diner dispatcher diva diver divorcee documentarian doula drag-queen dramaturg dramaturge drinker
    driller dropout drover druid eighth-grader embalmer engraver enthusiast etcher eventer farmhand farrier father-in-law
    fencer firebrand first-grader fisherfolk footballer foster-carer freelancer frontwoman gamer genius ghillie glassblower
    granddad granny gran guest grandpapa gravedigger grazier great-aunt great-uncle hacker handyman hardliner haulier hawker
    headwoman hooligan hurdler in-law incomer induna inpatient intellectual intendant islander jackaroo jillaroo jogger
    judoka juggler junior karateka kayaker keyboardist kingpin labourer laborer lance-corporal landscaper legend linesman
    lineswoman lollipop-lady luger lumberjack luminary luthier maestro maltster marathoner masseur masseuse matron maverick
    mayoress mezzo mezzo-soprano milliner millwright minder mother-in-law mufti navvy newlywed newlyweds
    nonagenarian notary oarsman oarswoman oboist octogenarian oligarch onlooker operator orphan osteopath outpatient
    packer parking-warden passerby pastry-chef patient picker picket pipefitter pitmaster poacher polymath postdoc postgrad
    postgraduate postie potholer powerlifter prefect prioress printer proctor prodigy profiler proofreader psychic punter
    purser quartermaster rambler ranch-hand rapporteur rearguard recorder redhead reformer rifleman rigger ringer ringmaster
    roughneck roustabout saddler sapper scaffolder sceptic schoolchild schoolmaster schoolmistress schoolteacher seamer
    seamstress second-grader selectwoman septuagenarian serviceman servicewoman shearer shepherdess sherpa shooter
    showjumper shrimper sister-in-law smuggler sniper snorkeller snowboarder socialite soloist son-in-law brother-in-law
    daughter-in-law songstress spin-doctor squaddie squatter stagehand stalwart steeplejack stepdad stepmum stevedore
    stewardess street-sweeper stringer sub subcontractor subeditor submariner subprefect suffragette superior supermodel
    taikonaut technologist techie teen teetotaller teller thatcher theologian tinkerer trafficker trapper trialist
    tribeswoman tribesman trumpeter twin twitcher typesetter undersheriff upholsterer valedictorian valuer vigneron vintner
    vlogger vocalist weightlifter whistle-blower worshipper youngster youtuber streamer
    """
)
"""Nouns for what somebody is, beside those of public life."""
