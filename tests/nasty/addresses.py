"""Every way known to us of writing an address that must not be fetched, made from the address itself (trust: S1)."""

import ipaddress
from collections.abc import Iterator

FORBIDDEN = (
    "127.0.0.1", "127.127.127.127", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200", "198.18.0.1",
    "192.0.0.192", "224.0.0.1", "255.255.255.255",
)  # fmt: skip
"""This machine, its neighbours, and where clouds keep their keys."""
_STOPS = "。．｡"
_DIGITS = {
    "full-width": "０１２３４５６７８９", "circled": "⓪①②③④⑤⑥⑦⑧⑨", "bold": "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "double": "𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡", "sans": "𝟢𝟣𝟤𝟥𝟦𝟧𝟨𝟩𝟪𝟫", "mono": "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿",
    "superscript": "⁰¹²³⁴⁵⁶⁷⁸⁹", "subscript": "₀₁₂₃₄₅₆₇₈₉", "arabic": "٠١٢٣٤٥٦٧٨٩", "persian": "۰۱۲۳۴۵۶۷۸۹", "devanagari": "०१२३४५६७८९",
}  # fmt: skip


def numbers(address: str) -> Iterator[str]:
    """The IPv4 `address` as C's `inet_aton` reads it: one to four parts, each decimal, octal or hexadecimal, padded or not."""
    whole = int(ipaddress.IPv4Address(address))
    a, b, c, d = (whole >> 24, whole >> 16 & 255, whole >> 8 & 255, whole & 255)
    for parts in ((a, b, c, d), (a, b, whole & 0xFFFF), (a, whole & 0xFFFFFF), (whole,)):
        for form in _FORMS:
            yield ".".join(form.format(part) for part in parts)
    yield f"{a:#x}.{b}.{c:#o}.{d}".replace("0o", "0")
    yield f"{a}.{b:#x}.{c}.{d:03o}"
    yield f"{whole + (1 << 32)}"
    yield f"{a + 256}.{b + 256}.{c}.{d}"
    yield f"{whole:#034x}"


_FORMS = ("{}", "{:#x}", "{:#X}", "0{:o}", "000{:o}", "{:#010x}")


def padded(address: str) -> Iterator[str]:
    """Decimals with noughts before them: one parser reads tens, another eights, and a third nothing at all."""
    for width in (1, 2, 5):
        yield ".".join("0" * width + part for part in address.split("."))
    yield f"0{int(ipaddress.IPv4Address(address))}"


def wrapped(address: str) -> Iterator[str]:
    """The IPv4 `address` inside IPv6."""
    dotted, whole = address, int(ipaddress.IPv4Address(address))
    high, low = f"{whole >> 16:x}", f"{whole & 0xFFFF:x}"
    for prefix in (
        "::ffff:",
        "::",
        "64:ff9b::",
        "::ffff:0:",
        "64:ff9b:1::",
        "0:0:0:0:0:ffff:",
        "0000:0000:0000:0000:0000:ffff:",
        "::FFFF:",
    ):
        yield f"{prefix}{dotted}"
        yield f"{prefix}{high}:{low}"
    yield f"2002:{high}:{low}::"
    yield f"2002:{high}:{low}:1:2:3:4:5"
    yield f"2001:0:{high}:{low}::"
    yield f"::ffff:{dotted}%1"


def disguises(address: str) -> Iterator[str]:
    """The dotted `address` in digits and stops of other scripts, with what a parser may cut off, and percent signs."""
    for digits in _DIGITS.values():
        yield address.translate(str.maketrans("0123456789", digits))
    for stop in _STOPS:
        yield address.replace(".", stop)
    yield f"{address}."
    yield f"{address}.."
    yield f".{address}"
    yield "".join(f"%{ord(c):02x}" for c in address)
    yield address.replace(".", "%2e")
    for char in "\u200b\u200d\u2060\u00ad\ufeff\u180e":
        yield f"{address}{char}"
        yield address.replace(".", f".{char}", 1)


NAMES = (
    "localhost", "LOCALHOST", "localhost.", "localhost.localdomain", "ip6-localhost", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "ｌｏｃａｌｈｏｓｔ", "𝓁𝑜𝒸𝒶𝓁𝒽𝑜𝓈𝓉", "loc\u00adalhost", "localhost\u200b",
    "metadata.google.internal", "instance-data", "metadata", "kubernetes.default.svc.cluster.local", "host.docker.internal", "127.0.0.1.wild.example", "7f000001.wild.example",
    "make-127-0-0-1.rebind.example", "::1", "::", "0:0:0:0:0:0:0:1", "::0001", "fe80::1", "fd00:ec2::254", "fec0::1", "ff02::1", "::1%lo",
)  # fmt: skip
"""Names and IPv6 addresses that lead there; those ending in `.example` by what a name server of the enemy's answers."""


def hosts() -> Iterator[str]:
    """Every spelling of everything forbidden."""
    for address in FORBIDDEN:
        yield from numbers(address)
        yield from wrapped(address)
        yield from disguises(address)
    yield from NAMES


def urls_around(host: str) -> Iterator[str]:
    """Addresses in which one parser finds `host` and another an honest name."""
    inside = f"[{host}]" if ":" in host else host
    honest = "news.example"
    yield from (
        f"http://{inside}/", f"https://{inside}/a?b#c", f"HTTP://{inside}", f"http://{inside}:80/", f"http://{inside}:0080/", f"//{inside}/", f"http:/{inside}/", f"http:{inside}/",
        f"http:///{inside}/", f"http:\\\\{inside}\\", f"http://{honest}@{inside}/", f"http://{inside}@{honest}/", f"http://{honest}:80@{inside}/", f"http://{honest}#@{inside}/",
        f"http://{inside}#@{honest}/", f"http://{inside}?@{honest}/", f"http://{honest}\\@{inside}/", f"http://{inside}\\.{honest}/", f"http://{inside}%00.{honest}/",
        f"http://{inside}%0d%0aX:1/", f"http://{inside}\r\nX: 1/", f"http://{inside}\t.{honest}/", f"http://{inside} .{honest}/", f"http://{inside}%20.{honest}/", f"h\nttp://{inside}/",
        f" http://{inside}/", f"http://{inside}:80:80/", f"http://{inside}:@{honest}/", f"http://{honest};@{inside}/", f"http://{inside}&@{honest}#@{honest}/", f"http://[{inside}]/",
        f"http://{inside}..{honest}/", f"gopher://{inside}:70/_x", f"dict://{inside}:11211/", f"file://{inside}/etc/passwd", f"ftp://{inside}/", f"jar:http://{inside}!/", f"url:http://{inside}/",
    )  # fmt: skip
