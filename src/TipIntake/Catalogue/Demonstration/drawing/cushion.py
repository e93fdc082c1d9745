"""A cushion with stars and moons on a corduroy sofa."""
import math
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from mathutils import noise
from studio import *

clear()
cotton = Material("cotton", rough=0.9, spec=0.15, sheen=0.4)
pattern = cotton.image(os.path.join(TEXTURES, "cushion.png"), cotton.coordinates("UV"))
faded = cotton.noise(cotton.coordinates("UV"), 2.6, 5, 0.6)
cotton.wire(cotton.mix(pattern.outputs["Color"], cotton.ramp(faded, [(0.3, (0.82, 0.82, 0.84)), (0.65, (1, 1, 1))])), "Base Color")
cotton.bump(cotton.weave(cotton.coordinates("UV"), 70), 0.16, 0.002)

SIZE, THICK = 0.215, 0.082


def pillow(front, n=170):
    vertices, faces, uvs = [], [], []
    for i in range(n + 1):
        for j in range(n + 1):
            u, v = 2 * i / n - 1, 2 * j / n - 1
            body = max(0.0, (1 - u ** 4)) ** 0.5 * max(0.0, (1 - v ** 4)) ** 0.5
            pull = 1 - 0.09 * (1 - (u * u * v * v))
            x = SIZE * u * (1 - 0.085 * (1 - v * v) * abs(u) ** 1.5)
            y = SIZE * v * (1 - 0.085 * (1 - u * u) * abs(v) ** 1.5)
            edge = max(abs(u), abs(v))
            z = THICK * body ** 0.85
            seam = math.exp(-((edge - 0.93) / 0.10) ** 2)
            along = v if abs(u) > abs(v) else u
            z += 0.0065 * seam * math.sin(along * 34 + 3 * noise.noise((u * 3, v * 3, 1))) * (1 - edge ** 12)
            corner = abs(u * v) ** 1.3
            z += 0.010 * corner * math.sin((u - v) * 15) * body
            dent = math.exp(-(((u - 0.10) / 0.34) ** 2 + ((v + 0.15) / 0.42) ** 2))
            z -= 0.020 * dent * (1 if front else 0)
            z += (0.011 * noise.noise((u * 1.7, v * 1.7, 5)) + 0.0045 * noise.noise((u * 4.6, v * 4.6, 2))) * body
            vertices.append((x, y, z if front else -z * 0.8))
            uvs.append((i / n, j / n))
    for i in range(n):
        for j in range(n):
            a = i * (n + 1) + j
            face = (a, a + n + 1, a + n + 2, a + 1)
            faces.append(face if front else tuple(reversed(face)))
    return mesh("cushion", vertices, faces, uvs, (0, 0, 0), cotton)


group = bpy.data.objects.new("group", None)
bpy.context.collection.objects.link(group)
for front in (True, False):
    pillow(front).parent = group
piping = Material("piping", (0.62, 0.50, 0.30), 0.85, sheen=0.3)
outline = []
for k in range(160):
    t = 8 * k / 160
    side, f = int(t) // 2 % 4, (t / 2) % 1 * 2 - 1
    u, v = ((f, -1), (1, f), (-f, 1), (-1, -f))[side]
    outline.append((SIZE * u * (1 - 0.085 * (1 - v * v)), SIZE * v * (1 - 0.085 * (1 - u * u)), 0.002 * math.sin(k)))
tube("piping", outline, 0.0042, piping.material, cyclic=True).parent = group
group.rotation_euler = (math.radians(66), math.radians(4), math.radians(-9))
group.location = (0.02, 0.055, 0.222)

cord = Material("corduroy", rough=0.92, spec=0.1, sheen=0.8)


def ribs(material, axis):
    wave = material.node("ShaderNodeTexWave", bands_direction=axis, wave_profile="SIN")
    wave.inputs["Scale"].default_value = 38
    wave.inputs["Distortion"].default_value = 0.35
    wave.inputs["Detail"].default_value = 3
    material.links.new(material.coordinates("Object"), wave.inputs["Vector"])
    nap = material.noise(material.coordinates("Object", (1, 1, 1)), 5, 5, 0.6)
    shade = material.mix(material.ramp(wave.outputs["Fac"], [(0.1, (0.10, 0.055, 0.03)), (0.6, (0.30, 0.185, 0.10))]),
                         material.ramp(nap, [(0.3, (0.68, 0.66, 0.64)), (0.7, (1.05, 1.05, 1.05))]))
    material.wire(shade, "Base Color")
    material.bump(material.mix(wave.outputs["Fac"], material.noise(material.coordinates("Object"), 300, 3), "ADD", 0.3), 0.8, 0.006)


ribs(cord, "X")
seat = box("seat", (1.5, 0.75, 0.22), (0, 0.0, -0.108), material=cord, edge=0.07, segments=12)
back = box("back", (1.5, 0.22, 0.70), (0, 0.285, 0.26), (math.radians(-11), 0, 0), cord, 0.09, 12)
for o in (seat, back):
    finish(o, None, True)
throw = Material("throw", (0.36, 0.37, 0.33), 0.95, sheen=0.6)
throw.bump(throw.weave(throw.coordinates("Object"), 30), 0.7, 0.006)
vertices, faces, n = [], [], 90
for i in range(n + 1):
    for j in range(n + 1):
        x, y = 0.24 + 0.42 * i / n, -0.42 + 0.46 * j / n
        z = 0.006 + 0.012 * max(0, math.sin((x * 1.3 + y * 0.5) * 34 + 3 * noise.noise((x * 5, y * 5, 0)))) + 0.008 * noise.noise((x * 9, y * 9, 4))
        z -= 0.16 * max(0, -0.30 - y)
        vertices.append((x + 0.05 * math.sin(y * 9) - 0.20 * (y < -9), y, z + 0.004))
for i in range(n):
    for j in range(n):
        a = i * (n + 1) + j
        faces.append((a, a + n + 1, a + n + 2, a + 1))
mesh("throw", vertices, faces, None, (0, 0, 0), throw)

lamp((-1.1, -0.9, 1.25), (0, 0, 0.2), 17, 0.55, (1.0, 0.92, 0.80))
lamp((1.2, -1.0, 0.7), (0, 0, 0.2), 4, 0.9, (0.78, 0.87, 1.0))
sky((0.7, 0.78, 0.9), 0.16)
camera((0.13, -1.02, 0.42), (0.03, 0.0, 0.185), 52, 1.8, aperture=8)
render(exposure=0.8, look="Medium High Contrast")
