// The picture stays in the browser: nothing is sent, and nothing is compared.
const button = document.getElementById("camera");
const video = document.getElementById("picture");
const told = document.getElementById("told");
if (navigator.mediaDevices && navigator.mediaDevices.getUserMedia) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "user" } });
      video.hidden = false;
      button.hidden = true;
    } catch {
      told.textContent = "没有打开摄像头，也可以继续。 The camera was not opened; you can go on without it.";
    }
  });
}
