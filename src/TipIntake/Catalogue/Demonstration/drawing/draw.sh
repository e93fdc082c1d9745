#!/bin/sh
# Draws every picture again: sh draw.sh [FOLDER]. Needs Blender 3.4 or later, Python with Pillow, NumPy and OpenCV; takes minutes each.
set -e
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/..}
work=$(mktemp -d)
export TEXTURES="$work/prints" PYTHONDONTWRITEBYTECODE=1
python3 "$here/textures.py" "$TEXTURES"
for picture in ${PICTURES:-mug wallpaper van cushion sign drawer tote bottle}; do
  width=1120
  case $picture in tote|bottle) width=900 ;; esac
  blender -b --factory-startup -P "$here/$picture.py" -- "$work/$picture.png" "$width" "${SAMPLES:-32}" > "$work/$picture.log" 2>&1
  python3 "$here/develop.py" "$work/$picture.png" "$out/$picture.jpg"
done
rm -r "$work"
