"""An enamelled plate of a bathing house, chipped, on old tiles."""
import math
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from mathutils import noise
from studio import *

clear()
enamel = Material("enamel", rough=0.12, coat=0.7, spec=0.5)
print_ = enamel.image(os.path.join(TEXTURES, "sign.png"), enamel.coordinates("UV"), "EXTEND")
where = enamel.coordinates("Object")
away = enamel.node("ShaderNodeVectorMath", operation="LENGTH")
chips = enamel.noise(where, 42, 8, 0.62, 0.6)
place = enamel.noise(where, 7, 2)
broken = enamel.mix(enamel.ramp(chips, [(0.600, (0, 0, 0)), (0.612, (1, 1, 1))]), enamel.ramp(place, [(0.56, (0, 0, 0)), (0.63, (1, 1, 1))]))
halo = enamel.mix(enamel.ramp(chips, [(0.55, (0, 0, 0)), (0.63, (1, 1, 1))]), enamel.ramp(place, [(0.53, (0, 0, 0)), (0.64, (1, 1, 1))]))
rust = enamel.ramp(enamel.noise(where, 160, 5, 0.7), [(0.3, (0.050, 0.020, 0.010)), (0.7, (0.23, 0.085, 0.03))])
grime = enamel.ramp(enamel.noise(enamel.coordinates("Object", (6, 6, 1.2)), 2.4, 6, 0.65), [(0.35, (0.80, 0.76, 0.68)), (0.62, (1, 1, 1))])
stained = enamel.mix(enamel.mix(print_.outputs["Color"], grime), (0.30, 0.14, 0.06), "MIX", enamel.mix(halo, (0.55, 0.55, 0.55)))
enamel.wire(enamel.mix(stained, rust, "MIX", broken), "Base Color")
enamel.wire(enamel.ramp(enamel.mix(broken, (1, 1, 1)), [(0.0, (0.12, 0.12, 0.12)), (1.0, (0.9, 0.9, 0.9))]), "Roughness")
enamel.bump(enamel.mix(enamel.mix((1, 1, 1), broken, "SUBTRACT"), enamel.noise(where, 10, 2), "ADD", 0.06), 0.35, 0.0018)

WIDTH, HEIGHT, n = 0.30, 0.20, 80
vertices, faces, uvs = [], [], []
for i in range(n + 1):
    for j in range(n + 1):
        u, v = 2 * i / n - 1, 2 * j / n - 1
        dome = 0.010 * (1 - abs(u) ** 2.6) * (1 - abs(v) ** 2.6)
        lip = 0.004 * max(0.0, (max(abs(u), abs(v)) - 0.965) / 0.035)
        round_ = 0.012 * (abs(u) ** 14) * (abs(v) ** 14)
        vertices.append((WIDTH / 2 * u - math.copysign(round_, u), -0.006 - dome + lip + 0.0004 * noise.noise((u * 4, v * 4, 2)), HEIGHT / 2 * v - math.copysign(round_, v)))
        uvs.append((i / n, j / n))
for i in range(n):
    for j in range(n):
        a = i * (n + 1) + j
        faces.append((a, a + n + 1, a + n + 2, a + 1))
plate = mesh("plate", vertices, faces, uvs, (0.004, 0, 0.5), enamel, (0, math.radians(1.2), 0))
thick = plate.modifiers.new("thick", "SOLIDIFY")
thick.thickness = 0.0018

steel = Material("screw", (0.34, 0.30, 0.26), 0.45, metal=1.0)
steel.bump(steel.noise(steel.coordinates("Object"), 220, 3), 0.15, 0.001)
for x in (-0.134, 0.134):
    bpy.ops.mesh.primitive_uv_sphere_add(radius=0.0062, location=(x + 0.004, -0.0085, 0.5 - x * 0.021), segments=48, ring_count=24)
    head = finish(bpy.context.object, steel, True)
    head.scale = (1, 0.42, 1)
    slot = box("slot", (0.0105, 0.003, 0.0011), (x + 0.004, -0.0110, 0.5 - x * 0.021), (0, 0.6 + x * 5, 0), Material("slot", (0.02, 0.02, 0.02), 0.9))

tile = Material("tile", rough=0.18, coat=0.3)
tone = tile.noise(tile.coordinates("Object"), 2.2, 3)
crack = tile.node("ShaderNodeTexVoronoi", feature="DISTANCE_TO_EDGE")
crack.inputs["Scale"].default_value = 46
tile.links.new(tile.coordinates("Object"), crack.inputs["Vector"])
lines = tile.ramp(crack.outputs["Distance"], [(0.0, (0.62, 0.57, 0.48)), (0.018, (1, 1, 1))])
tile.wire(tile.mix(tile.ramp(tone, [(0.3, (0.62, 0.60, 0.50)), (0.7, (0.74, 0.72, 0.63))]), lines, amount=0.7), "Base Color")
tile.bump(tile.noise(tile.coordinates("Object"), 16, 3), 0.07, 0.004)
frieze = Material("frieze", rough=0.2, coat=0.3)
frieze.wire(frieze.ramp(frieze.noise(frieze.coordinates("Object"), 5, 3), [(0.3, (0.09, 0.20, 0.16)), (0.7, (0.14, 0.28, 0.22))]), "Base Color")
for row in range(-1, 9):
    for column in range(-5, 6):
        green = row == 1
        o = box("tile", (0.1475, 0.010, 0.0725), (column * 0.150 + (0.075 if row % 2 else 0), 0.004, 0.215 + row * 0.075), (0, 0, 0), (frieze if green else tile).material, 0.004, 4)
        o.rotation_euler = (math.radians(0.7 * math.sin(row * 7 + column * 3)), 0, math.radians(0.6 * math.sin(row * 5 + column * 11)))
grout = Material("grout", (0.33, 0.30, 0.25), 0.95)
plane("grout", (3, 2), (0, 0.006, 0.4), (math.pi / 2, 0, 0), grout.material)

lamp((-0.85, -0.6, 1.15), (0, 0, 0.48), 8, 0.35, (1.0, 0.94, 0.84))
lamp((0.8, -0.9, 0.5), (0, 0, 0.5), 2.6, 0.8, (0.78, 0.87, 1.0))
sky((0.7, 0.78, 0.9), 0.22)
camera((0.10, -0.66, 0.535), (0.0, 0, 0.492), 52, -2.0, aperture=11)
render(exposure=0.75, look="Medium High Contrast")
