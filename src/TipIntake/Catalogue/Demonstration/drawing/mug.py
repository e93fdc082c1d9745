"""A ceramic mug with a printed lighthouse on an oiled table."""
import math
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from studio import *

clear()
table = plane("table", (3, 3), material=wood("oak", (0.16, 0.085, 0.04), (0.42, 0.25, 0.13), 1.1, 0.42))
wall = plane("wall", (4, 2), (0, 1.05, 0.9), (math.pi / 2, 0, 0), painted_wall("plaster", (0.62, 0.60, 0.53)))

glaze = Material("glaze", rough=0.16, coat=0.6, spec=0.5)
print_ = glaze.image(os.path.join(TEXTURES, "mug.png"), glaze.coordinates("UV", (1, 1, 1)))
tint = glaze.noise(glaze.coordinates("Object"), 9, 4)
glaze.wire(glaze.mix(print_.outputs["Color"], glaze.ramp(tint, [(0.3, (0.94, 0.93, 0.90)), (0.7, (1, 1, 1))])), "Base Color")
glaze.bump(glaze.noise(glaze.coordinates("Object"), 30, 2), 0.02, 0.002)

r, h, wall_ = 0.041, 0.096, 0.0036
outer = [(0.0, 0.0), (r * 0.80, 0.0), (r * 0.86, 0.0012), (r * 0.93, 0.004), (r * 0.985, 0.010), (r, 0.018)]
outer += [(r, 0.018 + (h - 0.022) * i / 12) for i in range(1, 13)]
rim = [(r - wall_ * 0.12, h - 0.0014), (r - wall_ * 0.5, h), (r - wall_ * 0.88, h - 0.0014)]
inner = [(r - wall_, h - 0.004 - (h - 0.016) * i / 12) for i in range(13)] + [(r * 0.8, 0.0065), (0, 0.006)]
mug = lathe("mug", outer + rim, (0, 0, 0), 160, glaze)
plain = Material("inside", (0.86, 0.85, 0.81), 0.14, coat=0.6)
lathe("inside", list(reversed(rim[1:] and [rim[-1]])) + inner, (0, 0, 0), 160, plain)
mug.rotation_euler[2] = math.radians(104)

coffee = Material("coffee", (0.055, 0.022, 0.009), 0.05, spec=0.5)
cylinder("coffee", r - wall_, 0.001, (0, 0, h * 0.72), material=coffee.material)

side = math.radians(-8)
c, s = math.cos(side), math.sin(side)
path = [(r - 0.002, 0.080), (r + 0.016, 0.083), (r + 0.029, 0.074), (r + 0.030, 0.050), (r + 0.024, 0.030), (r + 0.010, 0.020), (r - 0.002, 0.020)]
handle = tube("handle", [(x * c, x * s, z) for x, z in path], 0.0058, plain.material)

spoon = Material("steel", (0.72, 0.72, 0.70), 0.22, metal=1.0)
tube("spoon", [(-0.115, -0.055, 0.003), (-0.06, -0.080, 0.004), (0.0, -0.098, 0.0035), (0.02, -0.103, 0.003)], 0.0027, spoon.material)
bowl = lathe("bowl", [(0.0, -0.004), (0.008, -0.003), (0.0135, 0.0), (0.0142, 0.0008)], (0.036, -0.108, 0.0045), 64, spoon)
bowl.scale = (1.55, 1.0, 1.0)
bowl.rotation_euler[2] = math.radians(-17)

paper = Material("paper", (0.42, 0.16, 0.12), 0.9)
paper.bump(paper.noise(paper.coordinates("Object"), 300, 3), 0.1, 0.001)
box("napkin", (0.15, 0.15, 0.0012), (-0.115, 0.075, 0.0007), (0, 0, math.radians(24)), paper.material, 0.0004)

lamp((-0.75, -0.35, 0.85), (0, 0, 0.05), 9, 0.55, (1.0, 0.93, 0.82))
lamp((0.9, -0.5, 0.5), (0, 0, 0.04), 2.2, 0.9, (0.75, 0.85, 1.0))
sky((0.7, 0.78, 0.9), 0.18)
camera((0.055, -0.385, 0.215), (0.004, -0.012, 0.045), 56, 1.6, (0, -0.04, 0.05), 9)
render(exposure=0.75, look="Medium High Contrast")
