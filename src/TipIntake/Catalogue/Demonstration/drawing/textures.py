"""Draws everything that is printed on the objects. python3 textures.py FOLDER; needs Pillow and the DejaVu fonts."""
import math
import os
import random
import sys

from PIL import Image, ImageDraw, ImageFilter, ImageFont

OUT = sys.argv[1]
FONTS = "/usr/share/fonts/truetype/dejavu/"


def font(size, name="DejaVuSans-Bold"):
    return ImageFont.truetype(FONTS + name + ".ttf", size)


def sheet(width, height, colour):
    image = Image.new("RGB", (width * 2, height * 2), colour)
    return image, ImageDraw.Draw(image)


def save(image, name, blur=0.0):
    image = image.resize((image.width // 2, image.height // 2), Image.LANCZOS)
    if blur:
        image = image.filter(ImageFilter.GaussianBlur(blur))
    image.save(os.path.join(OUT, name))


def curve(points, steps=40):
    """A closed Catmull-Rom curve through the points."""
    result, n = [], len(points)
    for i in range(n):
        p0, p1, p2, p3 = (points[(i + k - 1) % n] for k in range(4))
        for s in range(steps):
            t = s / steps
            result.append(tuple(
                0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t ** 3)
                for a, b, c, d in zip(p0, p1, p2, p3)))
    return result


def petal(draw, x, y, length, width, angle, fill, outline=None):
    shape = [(0, 0), (length * 0.35, width * 0.5), (length * 0.8, width * 0.42), (length, 0), (length * 0.8, -width * 0.42), (length * 0.35, -width * 0.5)]
    c, s = math.cos(angle), math.sin(angle)
    draw.polygon(curve([(x + px * c - py * s, y + px * s + py * c) for px, py in shape]), fill=fill, outline=outline)


def spaced(draw, centre, y, text, face, fill, gap):
    widths = [draw.textlength(ch, font=face) for ch in text]
    x = centre - (sum(widths) + gap * (len(text) - 1)) / 2
    for ch, width in zip(text, widths):
        draw.text((x, y), ch, font=face, fill=fill)
        x += width + gap


def mug():
    image, d = sheet(2680, 1000, (233, 229, 219))
    cx, navy, red = 2680, (38, 62, 98), (178, 52, 44)
    for band, y in ((24, 1800), (10, 1845)):
        d.rectangle((0, y, 5360, y + band), fill=navy)
    d.ellipse((cx - 520, 330, cx + 520, 1370), fill=(206, 217, 219))
    d.ellipse((cx + 170, 480, cx + 330, 640), fill=(238, 190, 92))
    for row, (y, colour) in enumerate(((1030, (98, 140, 158)), (1110, (68, 108, 136)), (1195, (44, 76, 112)))):
        points = [(cx - 640 + i * 8, y + 22 * math.sin(i / 9.5 + row * 1.7)) for i in range(161)]
        d.polygon(points + [(cx + 640, 1420), (cx - 640, 1420)], fill=colour)
    d.polygon([(cx - 330, 1140), (cx - 190, 1010), (cx + 60, 980), (cx + 210, 1080), (cx + 280, 1150)], fill=(92, 84, 72))
    tower = [(cx - 118, 1010), (cx - 82, 520), (cx + 2, 520), (cx + 38, 1010)]
    d.polygon(tower, fill=(246, 243, 236))
    for i in range(0, 4, 2):
        y0, y1 = 560 + i * 110, 670 + i * 110
        left, right = (lambda y: cx - 82 - 36 * (y - 520) / 490), (lambda y: cx + 2 + 36 * (y - 520) / 490)
        d.polygon([(left(y0), y0), (right(y0), y0), (right(y1), y1), (left(y1), y1)], fill=red)
    d.rectangle((cx - 100, 496, cx + 20, 524), fill=navy)
    d.rectangle((cx - 74, 420, cx - 6, 498), fill=(250, 226, 150))
    d.line((cx - 40, 420, cx - 40, 498), fill=navy, width=8)
    d.polygon([(cx - 92, 424), (cx - 40, 352), (cx + 12, 424)], fill=red)
    for x, y in ((-330, 560), (-250, 620), (-395, 640)):
        d.arc((cx + x - 46, y, cx + x, y + 40), 200, 340, fill=navy, width=9)
        d.arc((cx + x, y, cx + x + 46, y + 40), 200, 340, fill=navy, width=9)
    mask = Image.new("L", image.size, 255)
    ImageDraw.Draw(mask).ellipse((cx - 520, 330, cx + 520, 1370), fill=0)
    image.paste(Image.new("RGB", image.size, (233, 229, 219)), (0, 0), Image.composite(mask, Image.new("L", image.size, 0), box_mask(image.size, (cx - 700, 300, cx + 700, 1440))))
    d.ellipse((cx - 526, 324, cx + 526, 1376), outline=navy, width=14)
    spaced(d, cx, 1470, "FAROL DA ILHA", font(150, "DejaVuSerif-Bold"), navy, 26)
    spaced(d, cx, 1660, "VERÃO 2014", font(74, "DejaVuSerif"), red, 30)
    save(image, "mug.png", 0.8)


def box_mask(size, box):
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).rectangle(box, fill=255)
    return mask


def wallpaper():
    """One repeat of a block-printed pattern; every shape is drawn at all wrapped places, so the repeat has no seam."""
    size = 1400
    ground, leaf, dark, rose, heart = (214, 203, 178), (116, 132, 98), (78, 96, 76), (176, 98, 92), (226, 176, 120)
    image, d = sheet(size, size, ground)
    span, source = size * 2, random.Random(4)
    for y in range(0, span, 28):
        d.line((0, y, span, y), fill=tuple(c + source.choice((-3, -2, 2)) for c in ground), width=14)

    def wrapped(shape):
        for dx in (-span, 0, span):
            for dy in (-span, 0, span):
                shape(dx, dy)

    def stem(x, phase):
        points = [(x + 210 * math.sin(2 * math.pi * t / 200 + phase), span * t / 200) for t in range(201)]
        wrapped(lambda dx, dy: d.line([(a + dx, b + dy) for a, b in points], fill=dark, width=20, joint="curve"))
        for t in range(4, 200, 8):
            px, py = points[t]
            slope = math.atan2(points[t + 1][1] - points[t][1], points[t + 1][0] - points[t][0]) if t < 200 else math.pi / 2
            for side in (-1, 1):
                length = 150 + 30 * math.sin(t * 1.3 + phase)
                wrapped(lambda dx, dy: petal(d, px + dx, py + dy, length, 62, slope + side * 0.85, leaf, dark))
                wrapped(lambda dx, dy: d.line((px + dx, py + dy, px + dx + length * 0.8 * math.cos(slope + side * 0.85), py + dy + length * 0.8 * math.sin(slope + side * 0.85)), fill=dark, width=5))

    def flower(x, y, r, turn):
        for ring, (count, length, colour) in enumerate(((8, r, rose), (8, r * 0.74, tuple(min(255, c + 26) for c in rose)), (6, r * 0.45, tuple(min(255, c + 48) for c in rose)))):
            for k in range(count):
                angle = turn + 2 * math.pi * (k + ring * 0.5) / count
                wrapped(lambda dx, dy: petal(d, x + dx, y + dy, length, length * 0.62, angle, colour, (122, 62, 60)))
        wrapped(lambda dx, dy: d.ellipse((x + dx - r * 0.17, y + dy - r * 0.17, x + dx + r * 0.17, y + dy + r * 0.17), fill=heart))

    stem(span * 0.25, 0.0)
    stem(span * 0.75, math.pi)
    for x, y, r in ((0.25, 0.02, 210), (0.75, 0.52, 210), (0.46, 0.25, 150), (0.96, 0.75, 150), (0.06, 0.72, 130), (0.56, 0.22, 130), (0.50, 0.72, 165), (0.0, 0.24, 165), (0.25, 0.50, 150), (0.75, 0.02, 150)):
        flower(x * span, y * span, r, x * 9)
    for _ in range(70):
        x, y, r = source.random() * span, source.random() * span, source.randint(6, 12)
        wrapped(lambda dx, dy: d.ellipse((x + dx - r, y + dy - r, x + dx + r, y + dy + r), fill=heart))
    save(image, "wallpaper.png", 0.7)


def tote():
    image, d = sheet(1400, 1600, (217, 205, 180))
    ink, second = (40, 74, 92), (196, 92, 48)
    cx, cy = 1400, 1350
    d.pieslice((cx - 560, cy - 620, cx + 560, cy + 500), 180, 360, fill=second)
    for k in range(13):
        angle = math.pi + math.pi * (k + 0.5) / 13
        x0, y0, x1, y1 = (cx + 640 * math.cos(angle), cy - 60 + 640 * math.sin(angle), cx + 790 * math.cos(angle), cy - 60 + 790 * math.sin(angle))
        d.line((x0, y0, x1, y1), fill=second, width=34)
    for row in range(5):
        y = cy - 30 + row * 105
        points = [(cx - 760 + i * 10, y + 34 * math.sin(i / 11.0 + row * 0.9)) for i in range(153)]
        d.line(points, fill=ink, width=44, joint="curve")
    fish = curve([(-300, 0), (-120, -88), (120, -70), (250, -10), (120, 62), (-120, 84)])
    d.polygon([(cx + 60 + x, 2030 + y) for x, y in fish], fill=ink)
    d.polygon([(cx - 210, 2030), (cx - 390, 1940), (cx - 350, 2030), (cx - 390, 2120)], fill=ink)
    d.ellipse((cx + 200, 1996, cx + 228, 2024), fill=(217, 205, 180))
    spaced(d, cx, 2230, "MERCADO", font(210), ink, 34)
    spaced(d, cx, 2500, "DO PEIXE · SANTA OLGA", font(92), second, 14)
    worn = Image.effect_noise(image.size, 90).filter(ImageFilter.GaussianBlur(2.2)).point(lambda v: 255 if v > 147 else 0)
    image.paste(Image.new("RGB", image.size, (217, 205, 180)), (0, 0), worn)
    save(image, "tote.png", 0.8)


def bottle():
    image, d = sheet(2400, 1500, (64, 132, 112))
    cx = 2400
    label = (cx - 1050, 260, cx + 1050, 2780)
    d.rounded_rectangle(label, 150, fill=(240, 238, 226))
    d.rounded_rectangle((label[0] + 36, label[1] + 36, label[2] - 36, label[3] - 36), 120, outline=(64, 132, 112), width=12)
    for k in range(5):
        angle = -math.pi / 2 + (k - 2) * 0.42
        petal(d, cx, 1110, 560, 190, angle, (96, 158, 104), (48, 104, 72))
        d.line((cx, 1110, cx + 480 * math.cos(angle), 1110 + 480 * math.sin(angle)), fill=(48, 104, 72), width=10)
    d.ellipse((cx - 84, 1040, cx + 84, 1208), fill=(236, 186, 62))
    spaced(d, cx, 1290, "Urtiga", font(430, "DejaVuSerif-Bold"), (38, 88, 70), 8)
    spaced(d, cx, 1840, "SHAMPOO · ŠAMPON", font(126), (38, 88, 70), 12)
    spaced(d, cx, 2050, "nettle & camomile", font(140, "DejaVuSerif"), (120, 112, 70), 8)
    d.rectangle((cx - 700, 2290, cx + 700, 2302), fill=(64, 132, 112))
    spaced(d, cx, 2380, "400 ml e", font(150), (38, 88, 70), 10)
    for i in range(64):
        if (i * 7 + i * i) % 5 < 2:
            d.rectangle((300 + i * 10, 2200, 306 + i * 10, 2600), fill=(240, 238, 226))
    save(image, "bottle.png", 0.6)


def cushion():
    ground = (52, 72, 104)
    image, d = sheet(1200, 1200, ground)
    source = random.Random(11)

    def star(x, y, r, turn, colour):
        points = []
        for k in range(10):
            length = r if k % 2 == 0 else r * 0.42
            angle = turn + math.pi * k / 5
            points.append((x + length * math.cos(angle), y + length * math.sin(angle)))
        d.polygon(points, fill=colour)

    for row in range(9):
        for column in range(9):
            x = column * 280 + (140 if row % 2 else 0) + source.randint(-16, 16)
            y = row * 280 + 60 + source.randint(-16, 16)
            kind = (row * 2 + column) % 4
            if kind == 3:
                d.ellipse((x - 82, y - 82, x + 82, y + 82), fill=(232, 214, 150))
                d.ellipse((x - 38, y - 96, x + 116, y + 58), fill=ground)
            else:
                star(x, y, (88, 60, 74)[kind], source.random() * 6, ((236, 226, 204), (214, 150, 92), (158, 186, 204))[kind])
    save(image, "cushion.png", 0.9)


def sign():
    image, d = sheet(1500, 1000, (28, 58, 118))
    white = (240, 240, 232)
    d.rounded_rectangle((56, 56, 2944, 1944), 120, outline=white, width=34)
    spaced(d, 1500, 250, "BADEHAUS", font(330), white, 40)
    d.rectangle((420, 700, 2580, 716), fill=white)
    spaced(d, 1500, 740, "27", font(760, "DejaVuSerif-Bold"), white, 50)
    spaced(d, 1500, 1630, "UMKLEIDE · CABINE", font(150), white, 24)
    save(image, "sign.png", 0.7)


def van():
    image, d = sheet(800, 400, (226, 196, 92))
    ink = (140, 44, 36)
    for y in (70, 720):
        d.rectangle((40, y, 1560, y + 14), fill=ink)
    spaced(d, 800, 250, "PAN & MIEL", font(170, "DejaVuSerif-Bold"), ink, 12)
    spaced(d, 800, 520, "desde 1987", font(96, "DejaVuSerif"), ink, 10)
    save(image, "van.png", 0.6)


if __name__ == "__main__":
    os.makedirs(OUT, exist_ok=True)
    for draw_one in (mug, wallpaper, tote, bottle, cushion, sign, van):
        draw_one()
