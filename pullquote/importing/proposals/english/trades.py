"""More nouns for what somebody is: trades, crafts, players, relatives."""

from __future__ import annotations

from pullquote.importing.proposals.english.inflections import words_in

TRADES = words_in(
    """
    svp evp avp academic acrobat agronome alcalde alderwoman allrounder alum amateur angler antiquarian arboriculturist archdeacon
    assemblymember astrologer attache attaché auteur aviator aviatrix backpacker bagpiper bandmaster barkeep bass-baritone
    bassist beatmaker bell-ringer bellboy bellfounder benefactor biathlete biker binman boatswain bobsledder boilermaker
    bookbinder bookie bosun bricklayer bride bridegroom bridesmaid brother-in-law bugler burgomaster busboy busker cabbie
    caddy cameraman camerawoman cantor canvasser capitalist caregiver cattleman caver celebrant cellarman chambermaid
    chauffeur cheerleader chimney-sweep chiropractor chocolatier choirboy choirgirl cineaste classmate clown co-creator
    co-host co-lead co-presenter co-producer co-worker co-writer coastguard cobbler coder colourist commando commissar
    committeeman committeewoman compere compère concertmaster concierge confectioner conman consul contestant contractor
    contralto cosmonaut costumier councilmember countertenor couturier cox creator crewmember crier crooner crossbencher
    croupier curler cyclo-crosser czar dairyman dairywoman daughter-in-law day-tripper deckhand deejay defector dishwasher
    dispatcher diva diver divorcee documentarian doorkeeper doula drag-queen dramaturg dramaturge dresser driller drinker
    dropout drover druid eighth-grader embalmer engraver enthusiast escapologist etcher evangelist eventer ex-boxer
    ex-boyfriend ex-girlfriend farmhand farrier father-in-law fencer fiance fiancee figurehead firebrand first-grader
    fisherfolk fixer flatmate floorman footballer footman foreperson foster-carer freelancer frontrunner frontwoman gamer
    gatekeeper geneticist genius ghillie glassblower goddaughter godson gran granddad grandnephew grandniece grandpapa
    granny granthi gravedigger grazier great-aunt great-uncle groomer groomsman guest gunsmith hacker hairstylist handler
    handyman harbour-master hardliner haulier hawker haymaker headhunter headwoman healer herbalist herder hitmaker hooligan
    housewife hurdler hurler igwe impersonator in-law incomer induna innkeeper inpatient inside-centre instigator
    intellectual intendant interviewee ironmonger ironworker islander jackaroo jailer jetskier jillaroo jogger journeyman
    judoka juggler junior juryman karateka kayaker keyboardist keyworker kickboxer kingpin kitman knitter laborer labourer
    lamplighter lance-corporal landowner landscaper lapidary leg-spinner legend librarian-archivist lifer lifesaver linesman
    lineswoman lollipop-lady lollipop-man luger lumberjack luminary luthier maestro magician maltster marathoner marksman
    marshaller masseur masseuse matron maverick mayoress mentee metallurgist mezzo mezzo-soprano middleman midshipman
    millhand milliner millwright minder ministrant minstrel monarchist mother-in-law muezzin mufti multimillionaire
    naturalist navvy needlewoman netballer networker neurosurgeon newlywed newlyweds newscaster nightwatchman nobleman
    noblewoman nonagenarian notary novice nurseryman oarsman oarswoman oba oboist octogenarian off-spinner oligarch
    ombudswoman onlooker operator orphan osteopath ostler outpatient overlord overseer packer pandit panelist panellist
    paraglider parking-warden parkkeeper parliamentarian parolee passerby pastry-chef pathfinder patient patroller
    pawnbroker penfriend penpal perfumer picker picket pipefitter pitman pitmaster playmaker ploughman poacher polemicist
    polisher politico polymath postdoc postgrad postgraduate postie potholer powerlifter prankster prefect printer prioress
    prizefighter prizewinner proctor prodigy profiler proofreader propagandist psychic punter puppeteer purser purveyor
    putter quarryman quartermaster quilter rambler ranch-hand rapporteur ratepayer re-enactor realtor rearguard recluse
    recorder recruiter redhead reformer repairman responder restorer retiree rifleman rigger ringer ringmaster ritualist
    roadie roadsweeper roughneck roustabout sacristan saddler sapper scaffolder scavenger sceptic schoolchild schoolfriend
    schoolmaster schoolmistress schoolteacher sculptress seafarer seamer seamster seamstress second-grader selectwoman
    seminarian septuagenarian sergeant-at-arms serviceman servicewoman sharecropper sharpshooter shearer shepherdess sherpa
    shipbroker shipmate shoeshiner shooter shop-fitter showjumper shrimper sidekick signaller signalman signwriter
    silversmith sister-in-law sixth-former skateboarder skydiver slaughterman smuggler sniper snorkeller snowboarder
    socialite soloist son-in-law songsmith songstress spearfisher spin-doctor spinner squaddie squatter stagehand
    stallkeeper stalwart statistician steelman steeplechaser steeplejack stepbrother stepdad stepmum stepsister stevedore
    stewardess stockman stonecutter storyteller streamer street-sweeper stringer strongman sub subcontractor subeditor
    submariner subprefect suffragette superior supermodel swordsman sysadmin taikonaut tattooist taxidermist taxpayer
    teammate techie technologist teen teetotaller teller thatcher theologian tiktoker timekeeper tinkerer tipster
    toastmaster toolmaker town-crier townsman townswoman trafficker trailblazer trainspotter trapper trawlerman trialist
    triathlete tribesman tribeswoman trombonist troubadour trumpeter twin twitcher typesetter typist ultrarunner
    undersheriff upholsterer usherette valedictorian valuer vaulter verderer vigilante vigneron vintner vlogger vocalist
    washerwoman watchman wayfarer webmaster weightlifter wheelwright whistle-blower whittler wigmaker woodcarver woodcutter
    woodturner wordsmith worshipper yachtsman yachtswoman yogi youngster youtuber
    """
)
"""Nouns for what somebody is, beside those of public life."""
