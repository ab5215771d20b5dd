"""Makes the fonts of the social cards from the files named below. See README.md beside it."""
import sys
import brotli
from fontTools import subset
from fontTools.ttLib import TTFont

R = lambda a, b: set(range(a, b + 1))
LATIN = (R(0x20, 0x7E) | R(0xA0, 0x17F) | R(0x18F, 0x192) | R(0x1A0, 0x1B0) | R(0x1CD, 0x1DC) | R(0x218, 0x21B)
         | R(0x2BB, 0x2DD) | R(0x300, 0x31B) | R(0x323, 0x331) | R(0x370, 0x3FF) | R(0x400, 0x45F) | R(0x490, 0x4E9)
         | R(0x1E80, 0x1E9E) | R(0x1EA0, 0x1EF9) | R(0x2010, 0x2027) | R(0x2030, 0x203A) | R(0x2070, 0x208E)
         | R(0x20A0, 0x20BF) | R(0x2150, 0x215E) | R(0x2190, 0x2199)
         | {0x2044, 0x2103, 0x2116, 0x2122, 0x2126, 0x2212, 0x2215, 0x2248, 0x2260, 0x2264, 0x2265, 0x25CF, 0x25CB,
            0x2713, 0x2717})
JOIN = {0x20, 0xA0} | R(0x200C, 0x200F)


def coded(codec):
    """The characters of a double-byte character set."""
    lead, trail = {"gb2312": (R(0xB0, 0xD7), R(0xA1, 0xFE)), "euc_jp": (R(0xB0, 0xCF), R(0xA1, 0xFE)),
                   "big5": (R(0xA4, 0xC6), R(0x40, 0x7E) | R(0xA1, 0xFE)), "euc_kr": (R(0xB0, 0xC8), R(0xA1, 0xFE))}[codec]
    texts = (bytes([a, b]).decode(codec, "ignore") for a in lead for b in trail)
    return {ord(text) for text in texts if len(text) == 1}


HAN = ((coded("gb2312") | coded("euc_jp") | coded("big5")) & R(0x4E00, 0x9FFF)) | R(0x3000, 0x30FF) | R(0xFF01, 0xFFEF)
EMOJI = """⌚⌛⌨⏰⏱⏳☀☁☂☃☎☑☕☘☝☠☢☣☮☯☺♀♂♥♻♾♿⚒⚓⚔⚕⚖⚗⚙⚛⚠⚡⚽⚾⛄⛅⛏⛑⛔⛩⛪⛰⛱⛳⛴⛵⛷⛹⛺⛽✂✅✈✉✊✋✌✍✏✒✔✖✨✳❄❇❌❎❓❗❤➕➖➡⬅⬆⬇⬛⬜⭐⭕
🌈🌊🌍🌎🌏🌐🌙🌞🌟🌱🌲🌳🌴🌵🌷🌸🌹🌺🌻🌼🌾🌿🍀🍁🍂🍃🍄🍅🍇🍉🍊🍋🍌🍎🍏🍒🍓🍔🍕🍞🍣🍦🍩🍪🍰🍳🍴🍵🍷🍸🍺🍻🍽🍾🎁🎂🎃🎄🎆🎈🎉🎊🎒🎓🎙🎚🎛🎞🎟🎠🎡🎢🎣🎤🎥🎧🎨🎩🎪🎫🎬🎭🎮🎯🎲🎵🎶🎷🎸🎹🎺🎻🎼🎾
🎿🏀🏁🏂🏃🏄🏆🏇🏈🏊🏋🏍🏎🏐🏔🏕🏖🏗🏘🏙🏛🏝🏞🏟🏠🏡🏢🏣🏤🏥🏦🏨🏩🏪🏫🏬🏭🏰🏳🏴🐍🐕🐘🐙🐛🐝🐟🐠🐢🐦🐧🐬🐮🐱🐳🐴🐶🐷🐸🐻🐼👀👋👍👏👑👔👕👗👟👤👥👦👧👨👩👪👮👶👷👻👽👾💀💅💉💊💎💖💙💚💛💜💝💡💥💪💫💬💭💯💰💱💲💳💵💶💷💸💹💺💻💼💽💾💿
📀📁📂📄📅📆📈📉📊📋📌📍📎📏📐📒📓📔📕📖📗📘📙📚📜📝📞📡📢📣📤📥📦📧📨📩📬📮📰📱📲📷📸📹📺📻📽🔄🔊🔋🔌🔍🔎🔐🔑🔒🔓🔔🔗🔘🔜🔝🔢🔤🔥🔦🔧🔨🔩🔬🔭🔮🔰🔴🔵🔹🔺🔻🔼🔽🕐🕒🕔🕘🕵🕹🖊🖋🖌🖐🖥🖨🖱🖼🗂🗃🗄🗑🗓🗝🗣🗺🗽😀😁😂😃😄😅😆😉😊😍😎😏😐😘😜😢😭😱😴🙂🙃🙋🙌🙏
🚀🚁🚂🚃🚄🚆🚇🚌🚍🚑🚒🚓🚕🚗🚘🚙🚚🚛🚜🚢🚧🚨🚩🚪🚫🚲🚴🚵🚶🚿🛌🛍🛎🛏🛑🛒🛠🛡🛢🛣🛤🛥🛩🛫🛬🛰🛳🛴🛵🛸🟠🟡🟢🟣🟤🟥🟦🟧🟨🟩🤑🤓🤔🤖🤗🤙🤝🤞🤟🤩🤲🤳🤸🤿🥂🥇🥈🥉🥑🥕🥗🥘🥙🥚🥛🥜🥡🥳🥷🥸🥽🥾🦀🦁🦄🦅🦆🦉🦊🦋🦖🦜🦷🦸🦾🦿🧀🧁🧑🧒🧔🧕🧘🧙🧠🧡🧢🧤🧩🧪🧫🧬🧭🧮🧯🧰🧱🧲🧳🧴🧵🧶🧷🧸🧹🧺🧼🪐🪑🪓🪙🪚🪛🪜🪝🪟🪡🪴🫀🫁🫂🫶"""
NONE, MARKS = [], ["kern", "ccmp", "mark", "mkmk"]
FONTS = {  # name: (source, characters, features, name of the family when the licence reserves the old one)
    "latin-bold": ("Inter-Bold.otf", LATIN, MARKS, None),
    "latin-medium": ("Inter-Medium.otf", LATIN, MARKS, None),
    "arabic": ("NotoSansArabic-Bold.ttf", R(0x600, 0x6FF) | JOIN | R(0xFD3E, 0xFD3F), "*", None),
    "hebrew": ("NotoSansHebrew-Bold.ttf", R(0x590, 0x5F4) | JOIN, "*", None),
    "thai": ("NotoSansThai-Bold.ttf", R(0xE00, 0xE7F) | JOIN, "*", None),
    "devanagari": ("NotoSansDevanagari-Bold.ttf", R(0x900, 0x97F) | JOIN, "*", None),
    "hangul": ("NanumSquareB.ttf", coded("euc_kr") | R(0x3131, 0x318E), NONE, "Corkboard Hangul"),
    "han": ("DroidSansFallbackFull.ttf", HAN, NONE, None),
    "emoji": ("noto-emoji-emoji-700-normal.woff2", {ord(c) for c in EMOJI if c > " "} | R(0x1F1E6, 0x1F1FF), NONE, None),
}


def make(folder, out, name):
    source, characters, features, family = FONTS[name]
    font = TTFont(f"{folder}/{source}", recalcTimestamp=False)
    options = subset.Options(hinting=False, name_IDs=[0, 1, 2, 4, 6, 13, 14], notdef_outline=True)
    options.layout_features = features
    options.drop_tables += ["DSIG", "vhea", "vmtx", "VORG", "BASE", "STAT", "meta"]
    if not features:
        options.drop_tables += ["GSUB", "GPOS", "GDEF"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    font.flavor = None
    if family:
        for record in font["name"].names:
            if record.nameID in (1, 4, 6):
                record.string = family.replace(" ", "") if record.nameID == 6 else family
    font.save("font.tmp")
    data = open("font.tmp", "rb").read()
    packed = brotli.compress(data, quality=11, lgwin=22)
    open(f"{out}/{name}.br", "wb").write(packed)
    print(name, len(font.getBestCmap()), "characters", len(data), "bytes", len(packed), "packed")


for name in FONTS:
    make(sys.argv[1], sys.argv[2], name)
