"""Turns a rendering into a photo: takes the renderer's noise out, puts a small camera's grain, softness and vignette in.

python3 develop.py IN.png OUT.jpg [QUALITY]
"""
import sys

import cv2
import numpy as np


def develop(path, out, quality):
    picture = cv2.imread(path)
    clean = cv2.fastNlMeansDenoisingColored(picture, None, 4, 6, 5, 15)
    picture = cv2.addWeighted(clean, 0.85, picture, 0.15, 0).astype(np.float32)
    height, width = picture.shape[:2]
    y, x = np.mgrid[0:height, 0:width]
    away = np.hypot((x - width / 2) / (width / 2), (y - height / 2) / (height / 2)) / 1.414
    picture *= (1 - 0.22 * away ** 2.5)[..., None]
    grey = picture.mean(axis=2)
    low, high = np.percentile(grey, 0.3), np.percentile(grey, 99.7)
    picture = (picture - low) * (232 / (high - low)) + 6
    source = np.random.default_rng(7)
    grain = cv2.GaussianBlur(source.normal(0, 1, (height, width)).astype(np.float32), (0, 0), 0.7)
    colour = cv2.GaussianBlur(source.normal(0, 1, (height, width, 3)).astype(np.float32), (0, 0), 1.6)
    picture += grain[..., None] * 2.4 + colour * 1.6
    cv2.imwrite(out, np.clip(picture, 0, 255).astype(np.uint8),
                [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1])


if __name__ == "__main__":
    develop(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 84)
