"""The verbs that attribute speech, in the languages whose newspapers open it with a dash: dit, dijo, säger, сказала.

They end the speech in a paragraph that no quotation mark ends: “— Le pont fermera, dit Ida Brook.”
"""

from __future__ import annotations

BY_LANGUAGE = {
    "fr": "dit disait déclare déclaré explique expliqué affirme affirmé ajoute ajouté précise précisé assure assuré "
    "estime estimé confie confié raconte raconté souligne souligné répond répondu poursuit poursuivi lance lancé "
    "conclut conclu demande demandé indique indiqué insiste insisté reconnaît reconnu prévient prévenu promet promis",
    "es": "dice dijo dicen dijeron decía afirma afirmó añade añadió asegura aseguró explica explicó señala señaló "
    "sostiene sostuvo cuenta contó responde respondió pregunta preguntó comenta comentó insiste insistió advierte "
    "advirtió concluye concluyó declara declaró prometió apunta apuntó recuerda recordó lamenta lamentó",
    "pt": "diz disse dizia dizem disseram afirmou acrescenta acrescentou explicou garante garantiu respondeu perguntou "
    "contou declarou sublinha sublinhou concluiu alertou prometeu",
    "it": "dice detto disse diceva spiega spiegato spiegò afferma affermato aggiunge aggiunto dichiara dichiarato "
    "racconta raccontato risponde risposto chiede chiesto sottolinea sottolineato conclude concluso avverte promette",
    "sv": "säger sade sa menar menade berättar berättade förklarar förklarade tillägger konstaterar svarar svarade "
    "frågar frågade anser tycker lovar varnar skriver uppger",
    "no": "sier sa mener mente forteller fortalte forklarer forklarte legger svarer svarte spør spurte opplyser",
    "da": "siger sagde mener fortæller fortalte forklarer forklarede tilføjer svarer svarede spørger spurgte lover",
    "fi": "sanoo sanoi toteaa totesi kertoo kertoi arvioi selittää selitti lisää vastaa vastasi kysyy kysyi lupaa",
    "pl": "mówi mówił mówiła powiedział powiedziała powiedzieli dodaje dodał dodała twierdzi tłumaczy wyjaśnia "
    "wyjaśnił wyjaśniła podkreśla podkreślił podkreśliła zapewnia odpowiada odpowiedział odpowiedziała pyta zapytał "
    "zapytała przyznaje relacjonuje ostrzega",
    "cs sk": "říká říkal říkala řekl řekla dodal dodala uvedl uvedla vysvětlil vysvětlila odpověděl odpověděla tvrdí "
    "povedal povedala hovorí",
    "ru": "сказал сказала сказали говорит говорил говорила заявил заявила заявили добавил добавила отметил отметила "
    "пояснил пояснила рассказал рассказала подчеркнул подчеркнула ответил ответила спросил спросила считает "
    "утверждает уточнил уточнила сообщил сообщила",
    "uk": "сказав сказала каже говорить говорив заявив заявила додав додала зазначив зазначила пояснив пояснила "
    "розповів розповіла відповів відповіла запитав запитала вважає підкреслив підкреслила повідомив повідомила",
    "bg sr hr": "каза казва заяви добави обясни отговори рече каже изјави додаде kaže rekao rekla kazao kazala dodao "
    "dodala objašnjava izjavio izjavila odgovorio odgovorila tvrdi upozorava",
    "ro": "spune spus zice zis declară declarat adaugă adăugat explică explicat afirmă afirmat răspunde răspuns",
    "hu": "mondja mondta mondott közölte hozzátette fejtette válaszolta kérdezte jelentette állítja",
    "tr": "dedi diyor söyledi belirtti açıkladı ekledi sordu anlattı",
    "lt lv et": "sako sakė teigė pridūrė pasakojo aiškino teica saka sacīja piebilda paskaidroja ütles ütleb lisas",
    "el": "είπε λέει δήλωσε πρόσθεσε εξήγησε τόνισε ανέφερε απάντησε ρώτησε",
    "de": "sagt sagte erklärt erklärte ergänzt betont betonte meint meinte fragt fragte antwortet antwortete warnte",
    "nl": "zegt zei vertelt vertelde stelt legt antwoordt vraagt waarschuwt",
    "en": "said says told tells added adds asked asks replied warned wrote writes answered explained",
}
"""The usual forms, by the tags of their languages."""
CUE_VERBS = frozenset(verb for verbs in BY_LANGUAGE.values() for verb in verbs.split())
