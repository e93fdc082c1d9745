"""The corner of a chest of drawers: turned knobs, carved border, keyhole, a scratch."""
import math
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from studio import *

clear()
dark, light = (0.055, 0.020, 0.010), (0.20, 0.075, 0.032)
front = wood("mahogany", dark, light, 2.2, 0.26, "X", 0.35)
post = wood("post", dark, tuple(c * 0.85 for c in light), 2.2, 0.28, "Z", 0.35)
border = wood("maple", (0.33, 0.19, 0.085), (0.52, 0.33, 0.16), 6, 0.32, "X", 0.3)
top = wood("top", dark, tuple(c * 1.1 for c in light), 2.0, 0.22, "X", 0.4)

box("top", (0.90, 0.42, 0.026), (-0.02, 0.17, 0.543), material=top, edge=0.008, segments=6)
box("bead", (0.86, 0.40, 0.014), (-0.02, 0.18, 0.523), material=post, edge=0.005, segments=5)
box("post", (0.052, 0.05, 0.60), (0.375, 0.012, 0.22), material=post, edge=0.004)
box("carcass", (0.80, 0.35, 0.60), (-0.03, 0.205, 0.22), material=post)


def drawer(z, height):
    box("front", (0.70, 0.022, height), (-0.012, 0.004, z), material=front, edge=0.004)
    inset, bar = 0.020, 0.0075
    for dz in (-1, 1):
        box("inlay", (0.70 - 2 * inset, 0.004, bar), (-0.012, -0.0062, z + dz * (height / 2 - inset)), material=border, edge=0.001)
    box("inlay", (bar, 0.004, height - 2 * inset), (-0.012 + 0.35 - inset, -0.0062, z), material=border, edge=0.001)


drawer(0.420, 0.168)
drawer(0.238, 0.176)
drawer(0.046, 0.190)

# A row of carved beads down the post.
for k in range(26):
    bpy.ops.mesh.primitive_uv_sphere_add(radius=0.0085, location=(0.375, -0.0125, 0.490 - k * 0.0205), segments=32, ring_count=16)
    o = finish(bpy.context.object, post, True)
    o.scale = (1.0, 0.55, 1.0)
for x in (-1, 1):
    box("fillet", (0.004, 0.005, 0.56), (0.375 + x * 0.0145, -0.0135, 0.22), material=post, edge=0.0015)

brass = Material("brass", rough=0.24, metal=1.0)
tarnish = brass.noise(brass.coordinates("Object"), 55, 6, 0.65)
brass.wire(brass.ramp(tarnish, [(0.32, (0.16, 0.10, 0.04)), (0.6, (0.62, 0.43, 0.16))]), "Base Color")
brass.wire(brass.ramp(tarnish, [(0.3, (0.55, 0.55, 0.55)), (0.65, (0.18, 0.18, 0.18))]), "Roughness")
brass.bump(brass.noise(brass.coordinates("Object"), 160, 3), 0.05, 0.001)
knob = [(0.0, 0.0), (0.0215, 0.0), (0.0225, 0.0012), (0.0222, 0.0028), (0.0185, 0.0038), (0.0172, 0.0030), (0.0150, 0.0042), (0.0080, 0.0052),
        (0.0068, 0.0090), (0.0066, 0.0125), (0.0085, 0.0155), (0.0140, 0.0180), (0.0162, 0.0210), (0.0166, 0.0240), (0.0150, 0.0275),
        (0.0128, 0.0288), (0.0120, 0.0282), (0.0096, 0.0296), (0.0050, 0.0308), (0.0, 0.0312)]
for z in (0.420, 0.238, 0.046):
    for x in (0.185, -0.20):
        o = lathe("knob", knob, (x, -0.007, z), 96, brass)
        o.rotation_euler = (math.radians(90), 0, 0)

shield = [(0.0, 0.026), (0.008, 0.021), (0.0145, 0.022), (0.0165, 0.012), (0.0135, 0.0), (0.0095, -0.012), (0.0, -0.026)]
outline = shield + [(-x, z) for x, z in reversed(shield[1:-1])]
vertices = [(x, 0, z) for x, z in outline] + [(x, -0.0016, z) for x, z in outline]
count = len(outline)
faces = [tuple(range(count, 2 * count))] + [(i, (i + 1) % count, count + (i + 1) % count, count + i) for i in range(count)]
plate = mesh("plate", vertices, faces, None, (-0.012, -0.0068, 0.437), brass)
bevel(plate, 0.0008, 3)
hole = Material("hole", (0.004, 0.003, 0.003), 0.9)
cylinder("keyhole", 0.0034, 0.003, (-0.012, -0.0086, 0.441), (math.pi / 2, 0, 0), hole)
box("keyhole", (0.0030, 0.003, 0.011), (-0.012, -0.0086, 0.434), material=hole)

pale = Material("scratch", (0.42, 0.24, 0.12), 0.8)
for start, end in (((0.06, 0.275), (0.145, 0.262)), ((0.082, 0.268), (0.128, 0.259))):
    tube("scratch", [(start[0], -0.0070, start[1]), ((start[0] + end[0]) / 2, -0.0074, (start[1] + end[1]) / 2 + 0.001), (end[0], -0.0070, end[1])], 0.00045, pale.material)

plane("wall", (3, 3), (0, 0.42, 0.8), (math.pi / 2, 0, 0), painted_wall("plaster", (0.50, 0.50, 0.44)))
lace = Material("lace", (0.66, 0.63, 0.56), 0.95, sheen=0.3)
lace.bump(lace.weave(lace.coordinates("Object"), 60), 0.6, 0.003)
box("runner", (0.34, 0.30, 0.002), (0.02, 0.165, 0.5575), (0, 0, math.radians(2)), lace, 0.0008)
frame = wood("frame", (0.20, 0.13, 0.06), (0.34, 0.23, 0.12), 5)
jar = Material("jar", (0.13, 0.24, 0.26), 0.16, coat=0.6)
lathe("jar", [(0, 0), (0.036, 0), (0.050, 0.014), (0.056, 0.040), (0.050, 0.066), (0.032, 0.082), (0.028, 0.090), (0.034, 0.096), (0.030, 0.097), (0.024, 0.090)], (0.10, 0.15, 0.5585), 96, jar)

lamp((-0.95, -1.0, 1.15), (0.1, 0, 0.35), 15, 0.45, (1.0, 0.93, 0.82))
lamp((1.3, -0.8, 0.6), (0.1, 0, 0.3), 5.5, 0.8, (0.80, 0.88, 1.0))
sky((0.7, 0.78, 0.9), 0.28)
camera((0.46, -0.80, 0.56), (0.13, 0.03, 0.385), 46, 1.6, (0.15, -0.03, 0.40), 10)
render(exposure=0.95, look="Medium High Contrast")
