"""A canvas bag with a print, hanging on a hook at a painted door."""
import math
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from mathutils import noise
from studio import *

clear()
canvas = Material("canvas", rough=0.92, spec=0.15, sheen=0.35)
pattern = canvas.image(os.path.join(TEXTURES, "tote.png"), canvas.coordinates("UV"), "EXTEND")
dirt = canvas.noise(canvas.coordinates("UV"), 3.2, 6, 0.6)
canvas.wire(canvas.mix(pattern.outputs["Color"], canvas.ramp(dirt, [(0.25, (0.80, 0.76, 0.68)), (0.6, (1, 1, 1))])), "Base Color")
canvas.bump(canvas.weave(canvas.coordinates("UV", (1, 1.14, 1)), 62), 0.22, 0.0025)

WIDTH, HEIGHT = 0.37, 0.41


def cloth(u, v, front):
    """u across, v from bottom to top; the bag hangs from two points and something lies in it."""
    x = (u - 0.5) * WIDTH * (1 - 0.05 * math.sin(math.pi * v) - 0.03 * (1 - v))
    z = v * HEIGHT
    belly = math.sin(math.pi * min(max(u, 0), 1)) ** 0.7 * (0.055 * (1 - v) ** 0.8 * min(1, v * 6 + 0.25) + 0.006)
    handles = math.exp(-((u - 0.28) / 0.07) ** 2) + math.exp(-((u - 0.72) / 0.07) ** 2)
    z += (0.016 * handles - 0.020 * math.exp(-((u - 0.5) / 0.14) ** 2)) * v ** 3
    fold = 0.0105 * math.sin((u - 0.28) * 46 + v * 4) * math.exp(-((u - 0.30) / 0.10) ** 2) * v ** 1.2
    fold += 0.0095 * math.sin((u - 0.70) * 42 - v * 5) * math.exp(-((u - 0.72) / 0.11) ** 2) * v ** 1.1
    drag = 0.010 * math.sin((u * 0.8 + v * 0.55) * 19) * math.exp(-((v - 0.25) / 0.25) ** 2) * math.sin(math.pi * u)
    small = 0.010 * noise.noise((u * 5, v * 5, 3 if front else 7)) + 0.004 * noise.noise((u * 16, v * 14, 1))
    return x, -(belly + fold + drag + small) if front else 0.006 + small * 0.3, z


def side(front, n=150):
    vertices, faces, uvs = [], [], []
    for i in range(n + 1):
        for j in range(n + 1):
            vertices.append(cloth(i / n, j / n, front))
            uvs.append((i / n, j / n))
    for i in range(n):
        for j in range(n):
            a = i * (n + 1) + j
            faces.append((a, a + n + 1, a + n + 2, a + 1))
    o = mesh("front" if front else "back", vertices, faces, uvs, (0, -0.03, 0.6), canvas)
    thick = o.modifiers.new("thick", "SOLIDIFY")
    thick.thickness = 0.0016
    return o


side(True)
side(False)

plain = Material("webbing", (0.60, 0.53, 0.40), 0.92, spec=0.15, sheen=0.3)
plain.bump(plain.weave(plain.coordinates("Object"), 150), 0.25, 0.002)


def strap(y, sway, n=70):
    """A flat band from one side of the hem over the hook to the other side."""
    vertices, faces = [], []
    for i in range(n + 1):
        t = i / n
        x = 0.081 * math.cos(math.pi * t) * (1 - 0.0 * t)
        z = 0.6 + HEIGHT - 0.05 + 0.275 * math.sin(math.pi * t) ** 0.62
        squeeze = math.sin(math.pi * t) ** 6
        x = x * (1 - 0.55 * math.sin(math.pi * t) ** 3) + sway * math.sin(math.pi * t)
        half = 0.0125 * (1 - 0.45 * squeeze)
        for s in (-1, 1):
            slope = math.cos(math.pi * t)
            vertices.append((x + s * half * (1 - 0.75 * squeeze), y - 0.018 * (1 - math.sin(math.pi * t)) + s * half * 0.5 * squeeze, z + s * half * 0.25 * slope))
    for i in range(n):
        faces.append((i * 2, i * 2 + 1, i * 2 + 3, i * 2 + 2))
    o = mesh("strap", vertices, faces, None, (0, 0, 0), plain)
    thick = o.modifiers.new("thick", "SOLIDIFY")
    thick.thickness = 0.0024
    return o


strap(-0.048, 0.004)
strap(-0.024, -0.003)

brass = Material("brass", (0.50, 0.36, 0.14), 0.30, metal=1.0)
brass.bump(brass.noise(brass.coordinates("Object"), 60, 3), 0.08, 0.002)
box("plate", (0.036, 0.006, 0.085), (0, -0.004, 1.235), material=brass.material, edge=0.002)
tube("hook", [(0, -0.006, 1.222), (0, -0.030, 1.205), (0, -0.050, 1.205), (0, -0.066, 1.225), (0, -0.066, 1.245)], 0.0052, brass.material)
bpy.ops.mesh.primitive_uv_sphere_add(radius=0.0095, location=(0, -0.066, 1.25), segments=48, ring_count=24)
finish(bpy.context.object, brass, True)
for z in (1.262, 1.208):
    cylinder("screw", 0.0042, 0.003, (0, -0.0078, z), (math.pi / 2, 0, 0), brass.material)

door = Material("door", (0.30, 0.40, 0.38), 0.42, spec=0.4)
worn = door.noise(door.coordinates("Object", (1, 1, 0.35)), 5, 6, 0.65)
door.wire(door.ramp(worn, [(0.25, (0.21, 0.29, 0.275)), (0.7, (0.33, 0.43, 0.41))]), "Base Color")
door.bump(door.noise(door.coordinates("Object", (40, 40, 2.2)), 3, 5, 0.6), 0.16, 0.004)
for k in range(-5, 6):
    box("board", (0.1255, 0.02, 2.4), (k * 0.128 + 0.03, 0.012, 0.9), material=door.material, edge=0.005)

lamp((-1.0, -1.1, 1.75), (0, 0, 0.85), 20, 0.45, (1.0, 0.94, 0.84))
lamp((1.3, -1.3, 0.9), (0, 0, 0.8), 4.5, 0.9, (0.78, 0.87, 1.0))
sky((0.7, 0.78, 0.9), 0.18)
camera((0.13, -1.25, 0.96), (0.0, 0, 0.93), 52, 1.4, aperture=9)
render(ratio=1.2, exposure=0.7, look="Medium High Contrast")
