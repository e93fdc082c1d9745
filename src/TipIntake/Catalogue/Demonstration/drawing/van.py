"""A wooden toy van with worn paint on a rug."""
import math
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from studio import *

clear()


def paint(name, colour, bare=(0.50, 0.34, 0.19), image=None):
    """Painted wood, rubbed down to the wood at its edges."""
    m = Material(name, rough=0.38, coat=0.15)
    geometry = m.node("ShaderNodeNewGeometry")
    rubbed = m.mix(m.ramp(geometry.outputs["Pointiness"], [(0.515, (0, 0, 0)), (0.56, (1, 1, 1))]),
                   m.ramp(m.noise(m.coordinates("Object"), 90, 6, 0.7), [(0.40, (0, 0, 0)), (0.62, (1, 1, 1))]))
    scratches = m.ramp(m.noise(m.coordinates("Object", (14, 60, 60)), 6, 5, 0.75), [(0.66, (0, 0, 0)), (0.70, (1, 1, 1))])
    where = m.mix(rubbed, scratches, "LIGHTEN")
    base = m.image(image, m.coordinates("UV"), "EXTEND").outputs["Color"] if image else colour
    m.wire(m.mix(base, bare, "MIX", where), "Base Color")
    m.bump(m.noise(m.coordinates("Object"), 120, 3), 0.06, 0.001)
    return m


cream, red = paint("cream", (0.78, 0.60, 0.20)), paint("red", (0.42, 0.045, 0.03))
panel = paint("panel", None, image=os.path.join(TEXTURES, "van.png"))
grain = wood("beech", (0.40, 0.25, 0.13), (0.58, 0.40, 0.23), 9, 0.5)

turn = bpy.data.objects.new("turn", None)
bpy.context.collection.objects.link(turn)


def part(o):
    o.parent = turn
    return o


part(box("body", (0.122, 0.066, 0.068), (-0.022, 0, 0.056), material=cream.material, edge=0.006, segments=5))
side = part(plane("panel", (0.104, 0.050), (-0.022, -0.03325, 0.057), (math.pi / 2, 0, 0), panel.material))
part(box("cab", (0.052, 0.064, 0.050), (0.061, 0, 0.047), material=red.material, edge=0.007, segments=5))
part(box("bonnet", (0.030, 0.058, 0.028), (0.097, 0, 0.036), material=red.material, edge=0.007, segments=5))
part(box("chassis", (0.200, 0.056, 0.012), (0.014, 0, 0.019), material=grain, edge=0.002))
glass = Material("window", (0.10, 0.15, 0.18), 0.15, coat=0.5)
part(box("side window", (0.028, 0.002, 0.022), (0.062, -0.0322, 0.056), material=glass, edge=0.0008))
screen = part(box("screen", (0.002, 0.046, 0.020), (0.0871, 0, 0.059), material=glass, edge=0.0008))
lightm = Material("lamp", (0.85, 0.75, 0.42), 0.3, coat=0.4)
for y in (-0.018, 0.018):
    part(cylinder("headlamp", 0.0065, 0.005, (0.1125, y, 0.037), (0, math.pi / 2, 0), lightm, 0.001))
    part(cylinder("bumper end", 0.004, 0.004, (0.1165, y * 1.5, 0.020), (0, math.pi / 2, 0), grain))
part(box("bumper", (0.006, 0.066, 0.009), (0.116, 0, 0.020), material=grain, edge=0.002))

tyre = paint("tyre", (0.035, 0.035, 0.04))
hub = paint("hub", (0.74, 0.60, 0.24))
pin = Material("pin", (0.6, 0.58, 0.54), 0.35, metal=1.0)
for x in (-0.052, 0.074):
    for y in (-0.036, 0.036):
        part(cylinder("wheel", 0.0205, 0.013, (x, y, 0.0205), (math.pi / 2, 0, 0), tyre.material, 0.003))
        part(cylinder("hub", 0.0105, 0.0145, (x, y, 0.0205), (math.pi / 2, 0, 0), hub.material, 0.0015))
        part(cylinder("pin", 0.003, 0.0165, (x, y, 0.0205), (math.pi / 2, 0, 0), pin.material, 0.001))
cord = Material("cord", (0.34, 0.28, 0.19), 0.9)
cord.bump(cord.noise(cord.coordinates("Object", (1, 1, 1)), 900, 2), 0.4, 0.001)
part(tube("cord", [(0.119, 0, 0.020), (0.128, -0.004, 0.010), (0.150, -0.030, 0.003), (0.125, -0.085, 0.002), (0.04, -0.095, 0.002), (-0.02, -0.115, 0.002), (-0.06, -0.090, 0.002), (-0.13, -0.105, 0.002)], 0.0011, cord.material))
turn.rotation_euler[2] = math.radians(20)

rug = Material("rug", rough=0.95, spec=0.1, sheen=0.5)
stripes = rug.node("ShaderNodeTexWave", bands_direction="Y", wave_profile="SAW")
stripes.inputs["Scale"].default_value = 2.4
stripes.inputs["Distortion"].default_value = 0.5
rug.links.new(rug.coordinates("Object", rotate=(0, 0, math.radians(-12))), stripes.inputs["Vector"])
band = rug.node("ShaderNodeValToRGB")
band.color_ramp.interpolation = "CONSTANT"
for position, colour in ((0.0, (0.30, 0.31, 0.28)), (0.30, (0.09, 0.13, 0.17)), (0.44, (0.42, 0.38, 0.30)), (0.52, (0.30, 0.08, 0.06)), (0.60, (0.42, 0.38, 0.30))):
    element = band.color_ramp.elements.new(position) if position not in (0.0,) else band.color_ramp.elements[0]
    element.position, element.color = position, (*colour, 1)
band.color_ramp.elements[-1].color = (0.42, 0.38, 0.30, 1)
rug.links.new(stripes.outputs["Fac"], band.inputs["Fac"])
weave = rug.weave(rug.coordinates("Object", rotate=(0, 0, math.radians(-12))), 46)
rug.wire(rug.mix(band.outputs["Color"], rug.ramp(rug.noise(rug.coordinates("Object"), 60, 5, 0.7), [(0.3, (0.6, 0.6, 0.6)), (0.7, (1, 1, 1))])), "Base Color")
rug.bump(rug.mix(weave, rug.noise(rug.coordinates("Object"), 240, 4, 0.7), "ADD", 0.6), 0.7, 0.006)
plane("rug", (2.4, 2.4), material=rug)
plane("wall", (4, 2), (0, 1.1, 0.6), (math.pi / 2, 0, 0), painted_wall("plaster", (0.40, 0.44, 0.42)))
box("skirting", (4, 0.03, 0.16), (0, 1.08, 0.08), material=painted_wall("skirting", (0.55, 0.53, 0.47), 0.4), edge=0.01)

lamp((-0.7, -0.5, 0.8), (0, 0, 0.03), 8, 0.45, (1.0, 0.94, 0.84))
lamp((0.8, -0.6, 0.4), (0, 0, 0.03), 2.2, 0.8, (0.78, 0.87, 1.0))
sky((0.7, 0.78, 0.9), 0.2)
camera((0.10, -0.44, 0.20), (0.006, -0.008, 0.038), 56, -1.4, (0.0, -0.05, 0.05), 9)
render(exposure=0.75, look="Medium High Contrast")
