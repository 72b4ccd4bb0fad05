/**
 * A chosen file as the stand-in takes it.
 * @param {File} file
 */
export async function readUpload(file) {
  return {
    name: file.name,
    content_type: file.type || 'application/octet-stream',
    data_base64: await readBase64(file),
  };
}

/**
 * @param {File} file
 * @returns {Promise<string>}
 */
function readBase64(file) {
  const reader = new FileReader();
  return new Promise((resolve, reject) => {
    reader.addEventListener('load', () => resolve(String(reader.result).replace(/^[^,]*,/, '')));
    reader.addEventListener('error', () => reject(new Error(`${file.name} cannot be read.`)));
    reader.readAsDataURL(file);
  });
}
