"""A papered wall above a skirting board, with a light switch and a torn seam."""
import math
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from studio import *

clear()
paper = Material("paper", rough=0.78, spec=0.25)
pattern = paper.image(os.path.join(TEXTURES, "wallpaper.png"), paper.coordinates("Object", (1 / 0.53, 1 / 0.53, 1), move=(0.12, 0.1, 0)))
stain = paper.noise(paper.coordinates("Object"), 2.2, 6, 0.62, 0.4)
aged = paper.mix(pattern.outputs["Color"], paper.ramp(stain, [(0.28, (0.74, 0.66, 0.52)), (0.62, (1, 1, 1))]), amount=0.75)
paper.wire(aged, "Base Color")
emboss = paper.bump(paper.node("ShaderNodeRGBToBW").outputs[0], 0.0)
grey = paper.node("ShaderNodeRGBToBW")
paper.links.new(pattern.outputs["Color"], grey.inputs[0])
first = paper.bump(grey.outputs[0], 0.10, 0.004)
paper.bump(paper.noise(paper.coordinates("Object"), 190, 4, 0.6), 0.12, 0.003, first)

# Two lengths of paper: the seam between them stands off a little.
for x, lift in ((-0.80, 0.0), (0.26, 0.0)):
    strip = plane("strip", (1.06, 2.2), (x, 0, 1.1), (math.pi / 2, 0, 0), paper)

n = 60
vertices, faces, uvs = [], [], []
for i in range(n + 1):
    for j in range(9):
        t, s = i / n, j / 8
        peel = 0.012 * math.exp(-((t - 0.42) / 0.2) ** 2)
        vertices.append((-0.27 + 0.034 * s, -0.0015 - peel * (1 - s) ** 2, 0.62 + 0.75 * t))
        uvs.append((s, t))
for i in range(n):
    for j in range(8):
        a = i * 9 + j
        faces.append((a, a + 1, a + 10, a + 9))
edge = Material("back", (0.55, 0.50, 0.42), 0.9)
mesh("seam", vertices, faces, uvs, (0, 0, 0), edge)

skirt = Material("gloss paint", (0.66, 0.64, 0.58), 0.32, spec=0.5)
skirt.bump(skirt.noise(skirt.coordinates("Object", (1, 9, 30)), 5, 3), 0.06, 0.004)
box("skirting", (2.4, 0.022, 0.13), (0, -0.012, 0.065), material=skirt, edge=0.006)
box("bead", (2.4, 0.014, 0.018), (0, -0.008, 0.137), material=skirt, edge=0.006)
plane("floor", (3, 2), (0, -1, 0), material=wood("parquet", (0.07, 0.035, 0.018), (0.20, 0.11, 0.055), 0.7, 0.35))

plastic = Material("plastic", (0.72, 0.70, 0.62), 0.36)
box("plate", (0.083, 0.009, 0.083), (0.235, -0.005, 0.92), material=plastic, edge=0.0035)
rocker = box("rocker", (0.056, 0.009, 0.056), (0.235, -0.0105, 0.92), (math.radians(4), 0, 0), plastic, 0.002)
pinned = Material("pin", (0.55, 0.52, 0.45), 0.4, metal=1.0)
cylinder("nail", 0.0025, 0.02, (-0.05, -0.008, 1.22), (math.radians(80), 0, 0), pinned.material)

lamp((-1.5, -1.0, 1.75), (0.1, 0, 0.8), 24, 0.5, (1.0, 0.92, 0.80))
lamp((1.0, -2.2, 1.6), (0.0, 0, 0.7), 7, 1.2, (0.8, 0.88, 1.0))
sky((0.72, 0.78, 0.88), 0.16)
camera((0.20, -1.62, 0.80), (0.0, 0, 0.60), 42, -1.2, aperture=11)
render(exposure=0.8, look="Medium High Contrast")
