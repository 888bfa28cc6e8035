// A picture file as pixels, upright as it was taken and no larger than marks need.

const LARGEST = 2400; // pixels either way

/** Read a picture; throws where the browser cannot. */
export async function readPicture(file: Blob): Promise<ImageBitmap> {
  const whole = await createImageBitmap(file, { imageOrientation: "from-image" });
  const shrink = LARGEST / Math.max(whole.width, whole.height);
  if (shrink >= 1) return whole;
  const small = await createImageBitmap(whole, {
    resizeWidth: Math.round(whole.width * shrink),
    resizeHeight: Math.round(whole.height * shrink),
    resizeQuality: "high",
  });
  whole.close();
  return small;
}
