package dev.watchbill.launcher.pipeline;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** A picture with a palette: a page has few colours, and its file a quarter of the size. */
final class FewColours {
  private static final int MOST = 128;
  private static final long FARTHEST = 3L * 255 * 255;

  private FewColours() {}

  static BufferedImage of(BufferedImage image) {
    var pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    var counts = new HashMap<Integer, Integer>();
    for (var pixel : pixels) {
      counts.merge(pixel & 0xffffff, 1, Integer::sum);
    }
    var palette = palette(counts);
    var nearest = new HashMap<Integer, Integer>();
    counts.keySet().forEach(colour -> nearest.put(colour, nearest(colour, palette)));
    var model = new IndexColorModel(8, palette.length, palette, 0, false, -1, 0);
    var drawn =
        new BufferedImage(
            image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    for (var at = 0; at < pixels.length; at++) {
      drawn
          .getRaster()
          .setSample(
              at % image.getWidth(),
              at / image.getWidth(),
              0,
              nearest.getOrDefault(pixels[at] & 0xffffff, 0));
    }
    return drawn;
  }

  /**
   * Again and again the colour that would be missed most: how often it is there times how far it is
   * from all before. So a small dot in a colour of its own is kept.
   */
  private static int[] palette(Map<Integer, Integer> counts) {
    var palette = new int[Math.min(MOST, counts.size())];
    // Before the first, all are as far away, so that the most frequent is chosen.
    var far = new HashMap<Integer, Long>();
    counts.keySet().forEach(colour -> far.put(colour, FARTHEST));
    for (var next = 0; next < palette.length; next++) {
      var missed =
          counts.keySet().stream()
              .max(
                  Comparator.comparingLong(
                      it -> counts.getOrDefault(it, 0) * far.getOrDefault(it, 0L)))
              .orElseThrow();
      palette[next] = missed;
      far.replaceAll((colour, before) -> Math.min(before, distance(colour, missed)));
    }
    return palette;
  }

  private static int nearest(int colour, int[] palette) {
    var best = 0;
    for (var index = 1; index < palette.length; index++) {
      if (distance(colour, palette[index]) < distance(colour, palette[best])) {
        best = index;
      }
    }
    return best;
  }

  private static long distance(int one, int other) {
    var sum = 0L;
    for (var shift = 0; shift <= 16; shift += 8) {
      var difference = (long) (one >> shift & 0xff) - (other >> shift & 0xff);
      sum += difference * difference;
    }
    return sum;
  }
}
