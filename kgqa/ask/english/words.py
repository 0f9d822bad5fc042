"""Closed lists of English: words that carry no content of their own, and words around years in brackets."""

from __future__ import annotations

_FUNCTION_WORDS = """
    a about all am an and any are as at be been being but by can could did do does every each for from got had has
    have having he her hers him his how i id if in into is it its know let like list many me may might much must my
    name need of on one ones or our please shall she should show so some tell than that the their them then there
    these they this those to up us want was we were what when where whether which who whom whose why will with wonder
    would you your
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Never a name by themselves, unless a thing has exactly this name."""

_VERBS = """
    accompany achieve acquire adapt adjoin admire adopt advise affect appear appoint approve arrive assist attend
    become begin believe belong border bring build buy carry choose collect command compete compose comprise conduct
    connect consist construct contain contribute create cross cure defeat define depart depend depict derive describe
    destroy develop die direct discover donate draw drive earn eat edit educate elect employ empty encourage enter
    establish exclude exist extend feed finance find flow follow forbid found fund govern graduate grow happen hate
    hire hold include influence inhabit inherit injure inspire invent involve join kill know lack lead learn leave
    like live lose love maintain make manage manufacture marry meet obtain occupy occur operate oppose orbit organise
    organize originate own paint participate perform possess precede prefer preside produce promote provide publish
    read receive refer reign remain remember replace represent require resemble reside resolve rule run say sell
    serve sing speak specialise specialize sponsor stand star study succeed supervise surround take teach tell train
    translate traverse treat understand visit want wear weigh win worship write
"""
VERBS = frozenset(_VERBS.split())
"""Verbs by whose third person ("owns") properties are called, and that are no nouns as much ("reports")."""

VERBS_AND_NOUNS = frozenset("cause cost cover drink host measure name play start target use work".split())  # noqa: SIM905
"""Verbs whose third person is a noun in the plural too, and is one of a verb where a noun in the singular follows."""

IRREGULAR_VERBS = {
    "arise": "arose arisen", "awake": "awoke awoken", "be": "been", "bear": "bore born borne", "beat": "beaten",
    "become": "became", "beget": "begot begat begotten", "begin": "began begun", "bend": "bent", "bet": "bet",
    "bid": "bid", "bind": "bound", "bite": "bit bitten", "bleed": "bled", "blow": "blew blown",
    "break": "broke broken", "breed": "bred", "bring": "brought", "broadcast": "broadcast", "build": "built",
    "burn": "burnt", "burst": "burst", "bury": "buried", "buy": "bought", "cast": "cast", "catch": "caught",
    "choose": "chose chosen", "come": "came", "cost": "cost", "creep": "crept", "cut": "cut", "deal": "dealt",
    "dig": "dug", "do": "did done", "draw": "drew drawn", "dream": "dreamt", "drink": "drank drunk",
    "drive": "drove driven", "dwell": "dwelt", "eat": "ate eaten", "fall": "fell fallen", "feed": "fed",
    "feel": "felt", "fight": "fought", "find": "found", "flee": "fled", "fly": "flew flown",
    "forbid": "forbade forbidden", "forget": "forgot forgotten", "forgive": "forgave forgiven",
    "freeze": "froze frozen", "get": "got gotten", "give": "gave given", "go": "went gone", "grind": "ground",
    "grow": "grew grown", "hang": "hung", "have": "had", "hear": "heard", "hide": "hid hidden", "hit": "hit",
    "hold": "held", "hurt": "hurt", "keep": "kept", "know": "knew known", "lay": "laid", "lead": "led",
    "learn": "learnt", "leave": "left", "lend": "lent", "let": "let", "lie": "lay lain", "light": "lit",
    "lose": "lost", "make": "made", "mean": "meant", "meet": "met", "overcome": "overcame",
    "oversee": "oversaw overseen", "overtake": "overtook overtaken", "pay": "paid", "put": "put", "quit": "quit",
    "read": "read", "rebuild": "rebuilt", "ride": "rode ridden", "ring": "rang rung", "rise": "rose risen",
    "run": "ran run", "say": "said", "see": "saw seen", "seek": "sought", "sell": "sold", "send": "sent", "set": "set",
    "sew": "sewn", "shake": "shook shaken", "shed": "shed", "shine": "shone", "shoot": "shot", "show": "shown",
    "shrink": "shrank shrunk", "shut": "shut", "sing": "sang sung", "sink": "sank sunk", "sit": "sat",
    "slay": "slew slain", "sleep": "slept", "slide": "slid", "speak": "spoke spoken", "spell": "spelt",
    "spend": "spent", "spill": "spilt", "spin": "spun", "split": "split", "spread": "spread",
    "spring": "sprang sprung", "stand": "stood", "steal": "stole stolen", "stick": "stuck",
    "strike": "struck stricken", "strive": "strove striven", "swear": "swore sworn", "sweep": "swept",
    "swim": "swam swum", "swing": "swung", "take": "took taken", "teach": "taught", "tear": "tore torn",
    "tell": "told", "think": "thought", "throw": "threw thrown", "undergo": "underwent undergone",
    "understand": "understood", "undertake": "undertook undertaken", "uphold": "upheld", "upset": "upset",
    "wake": "woke woken", "wear": "wore worn", "weave": "wove woven", "wed": "wed wedded", "weep": "wept",
    "win": "won", "wind": "wound", "withdraw": "withdrew withdrawn", "write": "wrote written",
}  # fmt: skip
"""Past forms and participles that are not made by a rule, the participle last."""

_AROUND_YEARS = "about and around b between c ca circa d to"
AROUND_YEARS = frozenset(_AROUND_YEARS.split())
"""What may stand beside years in brackets without saying which date is meant."""
