"""What every picture shares: an empty scene, materials, light, a camera held by hand, and the rendering.

Run one picture:  TEXTURES=FOLDER blender -b --factory-startup -P mug.py -- OUT.png [WIDTH] [SAMPLES]
"""
import bpy
import math
import os
import sys
from mathutils import Vector

TEXTURES = os.environ.get("TEXTURES", "textures")


def arguments():
    rest = sys.argv[sys.argv.index("--") + 1:]
    return rest[0], int(rest[1]) if len(rest) > 1 else 1280, int(rest[2]) if len(rest) > 2 else 96


def clear():
    bpy.ops.object.select_all(action="SELECT")
    bpy.ops.object.delete()


class Material:
    """A principled material whose inputs are wired in a few words."""

    def __init__(self, name, colour=(0.8, 0.8, 0.8), rough=0.5, metal=0.0, spec=0.5, sheen=0.0, coat=0.0, subsurface=0.0):
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.nodes = self.material.node_tree.nodes
        self.links = self.material.node_tree.links
        self.shader = self.nodes["Principled BSDF"]
        self.set("Base Color", (*colour, 1))
        self.set("Roughness", rough)
        self.set("Metallic", metal)
        self.set("Specular", spec)
        self.set("Sheen", sheen)
        self.set("Clearcoat", coat)
        self.set("Subsurface", subsurface)

    def set(self, name, value):
        self.shader.inputs[name].default_value = value

    def node(self, kind, **settings):
        node = self.nodes.new(kind)
        for name, value in settings.items():
            if name.startswith("in_"):
                node.inputs[int(name[3:]) if name[3:].isdigit() else name[3:].replace("_", " ")].default_value = value
            else:
                setattr(node, name, value)
        return node

    def wire(self, output, to):
        self.links.new(output, self.shader.inputs[to] if isinstance(to, str) else to)

    def coordinates(self, kind="Object", scale=(1, 1, 1), rotate=(0, 0, 0), move=(0, 0, 0)):
        where = self.node("ShaderNodeTexCoord")
        mapping = self.node("ShaderNodeMapping")
        mapping.inputs["Scale"].default_value = scale
        mapping.inputs["Rotation"].default_value = rotate
        mapping.inputs["Location"].default_value = move
        self.links.new(where.outputs[kind], mapping.inputs["Vector"])
        return mapping.outputs["Vector"]

    def noise(self, where, scale, detail=4, rough=0.5, distort=0.0):
        noise = self.node("ShaderNodeTexNoise")
        noise.inputs["Scale"].default_value = scale
        noise.inputs["Detail"].default_value = detail
        noise.inputs["Roughness"].default_value = rough
        noise.inputs["Distortion"].default_value = distort
        self.links.new(where, noise.inputs["Vector"])
        return noise.outputs["Fac"]

    def ramp(self, value, stops):
        ramp = self.node("ShaderNodeValToRGB")
        while len(ramp.color_ramp.elements) < len(stops):
            ramp.color_ramp.elements.new(0.5)
        for element, (position, colour) in zip(ramp.color_ramp.elements, stops):
            element.position = position
            element.color = (*colour, 1)
        self.links.new(value, ramp.inputs["Fac"])
        return ramp.outputs["Color"]

    def mix(self, one, two, how="MULTIPLY", amount=1.0):
        mix = self.node("ShaderNodeMixRGB", blend_type=how)
        if isinstance(amount, float):
            mix.inputs["Fac"].default_value = amount
        else:
            self.links.new(amount, mix.inputs["Fac"])
        for source, place in ((one, "Color1"), (two, "Color2")):
            if isinstance(source, tuple):
                mix.inputs[place].default_value = (*source, 1)
            else:
                self.links.new(source, mix.inputs[place])
        return mix.outputs["Color"]

    def bump(self, height, strength=0.2, distance=0.01, before=None):
        bump = self.node("ShaderNodeBump")
        bump.inputs["Strength"].default_value = strength
        bump.inputs["Distance"].default_value = distance
        self.links.new(height, bump.inputs["Height"])
        if before is not None:
            self.links.new(before, bump.inputs["Normal"])
        self.links.new(bump.outputs["Normal"], self.shader.inputs["Normal"])
        return bump.outputs["Normal"]

    def image(self, path, where=None, extension="REPEAT"):
        texture = self.node("ShaderNodeTexImage", extension=extension, interpolation="Cubic")
        texture.image = bpy.data.images.load(path)
        if where is not None:
            self.links.new(where, texture.inputs["Vector"])
        return texture

    def weave(self, where, threads):
        """Over and under: two crossed waves."""
        total = None
        for axis in ("X", "Y"):
            wave = self.node("ShaderNodeTexWave", bands_direction=axis, wave_profile="SIN")
            wave.inputs["Scale"].default_value = threads
            wave.inputs["Distortion"].default_value = 1.2
            wave.inputs["Detail"].default_value = 2
            wave.inputs["Detail Scale"].default_value = 2
            self.links.new(where, wave.inputs["Vector"])
            total = wave.outputs["Fac"] if total is None else self.mix(total, wave.outputs["Fac"], "ADD", 0.5)
        return total


def wood(name, dark=(0.12, 0.055, 0.025), light=(0.36, 0.19, 0.09), scale=1.0, rough=0.45, along="X", coat=0.0):
    m = Material(name, rough=rough, coat=coat)
    stretch = {"X": (1.2, 14, 14), "Y": (14, 1.2, 14), "Z": (14, 14, 1.2)}[along]
    where = m.coordinates("Object", tuple(s * scale for s in stretch))
    broad = m.noise(where, 0.6, 6, 0.6, 1.6)
    fine = m.noise(m.coordinates("Object", tuple(s * scale * 6 for s in stretch)), 3, 4, 0.7)
    colour = m.ramp(broad, [(0.30, dark), (0.47, light), (0.55, tuple((d + l) / 2 for d, l in zip(dark, light))), (0.72, light)])
    m.wire(m.mix(colour, m.ramp(fine, [(0.3, (0.72, 0.72, 0.72)), (0.6, (1, 1, 1))])), "Base Color")
    m.bump(fine, 0.12, 0.004)
    return m.material


def painted_wall(name, colour, rough=0.85):
    m = Material(name, colour, rough, spec=0.25)
    where = m.coordinates("Object")
    stains = m.noise(where, 1.7, 5, 0.6)
    m.wire(m.mix(m.ramp(stains, [(0.25, tuple(c * 0.86 for c in colour)), (0.75, colour)]), (1, 1, 1)), "Base Color")
    m.bump(m.noise(where, 140, 3, 0.6), 0.12, 0.004)
    return m.material


def plane(name, size, at=(0, 0, 0), turn=(0, 0, 0), material=None):
    bpy.ops.mesh.primitive_plane_add(size=1, location=at, rotation=turn)
    o = bpy.context.object
    o.name = name
    o.scale = (size[0], size[1], 1)
    bpy.ops.object.transform_apply(location=False, rotation=False, scale=True)
    return finish(o, material)


def box(name, size, at=(0, 0, 0), turn=(0, 0, 0), material=None, edge=0.0, segments=3):
    bpy.ops.mesh.primitive_cube_add(size=1, location=at, rotation=turn)
    o = bpy.context.object
    o.name = name
    o.scale = size
    bpy.ops.object.transform_apply(location=False, rotation=False, scale=True)
    if edge:
        bevel(o, edge, segments)
    return finish(o, material)


def cylinder(name, radius, depth, at=(0, 0, 0), turn=(0, 0, 0), material=None, edge=0.0, vertices=96):
    bpy.ops.mesh.primitive_cylinder_add(radius=radius, depth=depth, location=at, rotation=turn, vertices=vertices)
    o = bpy.context.object
    o.name = name
    if edge:
        bevel(o, edge, 3)
    return finish(o, material, smooth=True)


def lathe(name, profile, at=(0, 0, 0), steps=128, material=None, uv_band=None):
    """Turns a profile of (radius, height) points about the upright axis; u runs round, v from bottom to top."""
    vertices, faces, uvs = [], [], []
    top = max(h for _, h in profile)
    low = min(h for _, h in profile)
    for i in range(steps + 1):
        angle = 2 * math.pi * i / steps
        for r, h in profile:
            vertices.append((r * math.cos(angle), r * math.sin(angle), h))
            uvs.append((i / steps, (h - low) / max(top - low, 1e-6)))
    n = len(profile)
    for i in range(steps):
        for j in range(n - 1):
            faces.append((i * n + j, (i + 1) * n + j, (i + 1) * n + j + 1, i * n + j + 1))
    return mesh(name, vertices, faces, uvs, at, material)


def mesh(name, vertices, faces, uvs=None, at=(0, 0, 0), material=None, turn=(0, 0, 0)):
    data = bpy.data.meshes.new(name)
    data.from_pydata(vertices, [], faces)
    if uvs:
        layer = data.uv_layers.new(name="UVMap")
        for loop in data.loops:
            layer.data[loop.index].uv = uvs[loop.vertex_index]
    data.update()
    o = bpy.data.objects.new(name, data)
    bpy.context.collection.objects.link(o)
    o.location = at
    o.rotation_euler = turn
    bpy.context.view_layer.objects.active = o
    return finish(o, material, smooth=True)


def tube(name, points, radius, material=None, cyclic=False, flat=1.0):
    curve = bpy.data.curves.new(name, "CURVE")
    curve.dimensions = "3D"
    curve.bevel_depth = radius
    curve.bevel_resolution = 6
    curve.resolution_u = 24
    spline = curve.splines.new("NURBS")
    spline.points.add(len(points) - 1)
    for point, place in zip(spline.points, points):
        point.co = (*place, 1)
    spline.use_endpoint_u = True
    spline.order_u = 4
    spline.use_cyclic_u = cyclic
    o = bpy.data.objects.new(name, curve)
    bpy.context.collection.objects.link(o)
    if material:
        o.data.materials.append(material)
    return o


def bevel(o, width, segments=3):
    modifier = o.modifiers.new("edge", "BEVEL")
    modifier.width = width
    modifier.segments = segments
    modifier.limit_method = "ANGLE"


def subdivide(o, levels):
    modifier = o.modifiers.new("smooth", "SUBSURF")
    modifier.levels = modifier.render_levels = levels


def finish(o, material, smooth=False):
    if material:
        o.data.materials.append(getattr(material, "material", material))
    if smooth:
        for polygon in o.data.polygons:
            polygon.use_smooth = True
        o.data.use_auto_smooth = True
        o.data.auto_smooth_angle = math.radians(40)
    return o


def lamp(at, towards, power, size=0.8, colour=(1, 1, 1)):
    data = bpy.data.lights.new("lamp", "AREA")
    data.energy = power
    data.size = size
    data.color = colour
    o = bpy.data.objects.new("lamp", data)
    bpy.context.collection.objects.link(o)
    o.location = at
    o.rotation_euler = (Vector(towards) - Vector(at)).to_track_quat("-Z", "Y").to_euler()
    return o


def sky(colour=(0.75, 0.82, 0.95), strength=0.35):
    world = bpy.context.scene.world or bpy.data.worlds.new("sky")
    bpy.context.scene.world = world
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs[0].default_value = (*colour, 1)
    world.node_tree.nodes["Background"].inputs[1].default_value = strength


def camera(at, towards, lens=45, tilt=0.0, focus=None, aperture=8.0):
    data = bpy.data.cameras.new("camera")
    data.lens = lens
    o = bpy.data.objects.new("camera", data)
    bpy.context.collection.objects.link(o)
    o.location = at
    o.rotation_euler = (Vector(towards) - Vector(at)).to_track_quat("-Z", "Y").to_euler()
    o.rotation_euler.rotate_axis("Z", math.radians(tilt))
    data.dof.use_dof = True
    data.dof.focus_distance = (Vector(focus or towards) - Vector(at)).length
    data.dof.aperture_fstop = aperture
    bpy.context.scene.camera = o


def render(ratio=0.75, exposure=0.0, look="None"):
    out, width, samples = arguments()
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.samples = samples
    cycles.use_adaptive_sampling = True
    cycles.adaptive_threshold = 0.04
    cycles.use_denoising = False
    cycles.max_bounces = 5
    cycles.diffuse_bounces = 3
    cycles.glossy_bounces = 3
    cycles.sample_clamp_indirect = 3.0
    cycles.caustics_reflective = cycles.caustics_refractive = False
    scene.render.resolution_x = width
    scene.render.resolution_y = int(width * ratio)
    scene.render.resolution_percentage = 100
    scene.view_settings.view_transform = "Filmic"
    scene.view_settings.look = look
    scene.view_settings.exposure = exposure
    scene.render.image_settings.file_format = "PNG"
    scene.render.filepath = out
    bpy.ops.render.render(write_still=True)
