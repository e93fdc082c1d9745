"""A shampoo bottle on the rim of a bath, before tiles."""
import math
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from studio import *

clear()
shell = Material("bottle", rough=0.24, spec=0.5, coat=0.25)
label = shell.image(os.path.join(TEXTURES, "bottle.png"), shell.coordinates("UV"), "EXTEND")
scuff = shell.noise(shell.coordinates("Object"), 26, 6, 0.7)
shell.wire(shell.mix(label.outputs["Color"], shell.ramp(scuff, [(0.32, (0.86, 0.86, 0.84)), (0.5, (1, 1, 1))])), "Base Color")
shell.bump(shell.noise(shell.coordinates("Object"), 12, 2), 0.03, 0.003)

profile = [(0.0, 0.0), (0.026, 0.0), (0.0305, 0.002), (0.0330, 0.006), (0.0335, 0.014)]
profile += [(0.0335, 0.014 + 0.118 * i / 14) for i in range(1, 15)]
profile += [(0.0330, 0.138), (0.0312, 0.145), (0.0275, 0.1515), (0.0215, 0.156), (0.0150, 0.1585), (0.0120, 0.160), (0.0118, 0.166)]
bottle = lathe("bottle", profile, (0, 0, 0.0), 160, shell)
bottle.scale = (1.16, 0.74, 1.0)
bottle.rotation_euler[2] = math.radians(82)
parent = bpy.data.objects.new("turn", None)
bpy.context.collection.objects.link(parent)
bottle.scale = (0.74, 1.16, 1.0)
bottle.parent = parent
parent.rotation_euler[2] = math.radians(12)

cap = Material("cap", (0.74, 0.72, 0.64), 0.32)
ring = lathe("cap", [(0.0118, 0.160), (0.0172, 0.1605), (0.0180, 0.1625), (0.0178, 0.1850), (0.0165, 0.1885), (0.0120, 0.1900), (0.0, 0.1903)], (0, 0, 0), 128, cap)
lathe("line", [(0.0183, 0.1718), (0.0183, 0.1724)], (0, 0, 0), 128, Material("gap", (0.2, 0.2, 0.18), 0.8))
box("lip", (0.010, 0.004, 0.003), (0.003, -0.0178, 0.1735), (0, 0, math.radians(12)), cap, 0.001)

enamel = Material("enamel", (0.76, 0.76, 0.72), 0.13, coat=0.5)
enamel.bump(enamel.noise(enamel.coordinates("Object"), 6, 3), 0.03, 0.004)
box("rim", (1.6, 0.20, 0.06), (0, 0.0, -0.030), material=enamel, edge=0.022, segments=8)

glaze = Material("tile", rough=0.14, coat=0.4)
tone = glaze.noise(glaze.coordinates("Object"), 3.0, 2)
glaze.wire(glaze.ramp(tone, [(0.3, (0.58, 0.64, 0.63)), (0.7, (0.68, 0.73, 0.71))]), "Base Color")
glaze.bump(glaze.noise(glaze.coordinates("Object"), 14, 3), 0.06, 0.004)
deco = Material("deco", rough=0.16, coat=0.4)
deco.wire(deco.ramp(deco.noise(deco.coordinates("Object"), 4, 2), [(0.3, (0.16, 0.26, 0.34)), (0.7, (0.21, 0.32, 0.40))]), "Base Color")
for row in range(6):
    for column in range(-7, 8):
        tile = box("tile", (0.0985, 0.008, 0.0985), (column * 0.101 + 0.02, 0.105, 0.035 + row * 0.101), (0, 0, 0), (deco if row == 2 and column % 2 else glaze).material, 0.0022, 3)
        tile.rotation_euler = (math.radians(0.5 * math.sin(row * 7 + column * 3)), 0, math.radians(0.5 * math.sin(row * 5 + column * 11)))
grout = Material("grout", (0.42, 0.40, 0.36), 0.95)
plane("grout", (3, 2), (0, 0.107, 0.4), (math.pi / 2, 0, 0), grout.material)

soap = Material("soap", (0.70, 0.52, 0.42), 0.34, subsurface=0.25)
bar = box("soap", (0.078, 0.050, 0.022), (0.135, -0.02, 0.012), (0, 0, math.radians(-14)), soap, 0.010, 6)

lamp((-0.9, -0.7, 0.9), (0, 0, 0.1), 9, 0.5, (1.0, 0.95, 0.88))
lamp((0.9, -0.9, 0.45), (0, 0, 0.08), 3, 0.8, (0.78, 0.88, 1.0))
sky((0.72, 0.80, 0.9), 0.22)
camera((0.05, -0.50, 0.155), (0.018, 0.0, 0.088), 58, -1.5, (0, -0.03, 0.09), 9)
render(ratio=1.15, exposure=0.6, look="Medium High Contrast")
