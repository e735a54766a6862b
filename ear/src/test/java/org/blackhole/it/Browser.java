// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium with the console in it, as its user has it, and all that it complains of. */
final class Browser implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Path CHROMIUM = Path.of(System.getProperty("chromium", "/usr/bin/chromium"));
  private static final Path DRIVER =
      Path.of(System.getProperty("chromedriver", "/usr/bin/chromedriver"));
  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  /** What the page itself hears of, from its first script on. */
  private static final String WATCH =
      """
      window.watched = {shift: 0, violations: []};
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          if (!entry.hadRecentInput) { window.watched.shift += entry.value; }
        }
      }).observe({type: 'layout-shift', buffered: true});
      document.addEventListener('securitypolicyviolation', (event) => {
        window.watched.violations.push(event.violatedDirective + ' ' + event.blockedURI);
      });
      """;

  private final String base;
  private final ChromeDriver driver;
  private final BrowserLog log;

  Browser(int port) {
    base = "http://127.0.0.1:" + port;
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-extensions",
        "--force-device-scale-factor=1",
        "--hide-scrollbars",
        "--lang=en");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    options.setExperimentalOption(
        "perfLoggingPrefs", Map.of("enableNetwork", true, "enablePage", false));
    // Both paths are given: nothing looks for a driver elsewhere.
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
            options);
    log = new BrowserLog(driver, base);
    command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
    size(1280, 900);
  }

  /** Why there is no browser here, if there is none. */
  static Optional<String> missing() {
    return List.of(CHROMIUM, DRIVER).stream()
        .filter(file -> !Files.isExecutable(file))
        .findFirst()
        .map(file -> "there is no " + file + " (apt-get install chromium chromium-driver)");
  }

  @Override
  public void close() {
    driver.quit();
  }

  private void command(String name, Map<String, Object> parameters) {
    driver.executeCdpCommand(name, parameters);
  }

  /** The room that a page has. */
  void size(int width, int height) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** What the system is said to prefer: light or dark. */
  void scheme(String scheme) {
    media("", scheme);
  }

  /** As on paper. */
  void paper() {
    media("print", "light");
  }

  private void media(String media, String scheme) {
    command(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            media,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Goes to a page within the console. */
  void go(String hash) {
    script("location.hash = arguments[0]", hash);
  }

  /** Loads the console anew, at a page of it. */
  void load(String hash) {
    log.collect();
    driver.get("about:blank");
    driver.get(base + "/" + hash);
  }

  void reload() {
    driver.navigate().refresh();
  }

  void back() {
    driver.navigate().back();
  }

  String hash() {
    return URI.create(String.valueOf(driver.getCurrentUrl()).replace(' ', '+')).getRawFragment();
  }

  /** A page like that which a user comes to first, whoever had it before. */
  void asAtFirst() {
    size(1280, 900);
    media("", "light");
    script("sessionStorage.clear(); localStorage.clear()");
  }

  void forgetCookies() {
    driver.manage().deleteAllCookies();
  }

  void logIn(String name, String password) {
    see("bh-login input[name=name]");
    type("bh-login input[name=name]", name);
    type("bh-login input[name=password]", password);
    click("bh-login button[type=submit]");
    see("bh-shell");
  }

  private List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  /** Whether there is one to be seen. */
  boolean shows(String css) {
    try {
      return all(css).stream().anyMatch(WebElement::isDisplayed);
    } catch (StaleElementReferenceException redrawn) {
      return false;
    }
  }

  /** Waits for one to be seen. */
  void see(String css) {
    await("to see " + css + " at " + driver.getCurrentUrl())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> shows(css));
  }

  /** Waits for one that has this text. */
  void see(String css, String text) {
    await("to read " + text + " in " + css + " at " + driver.getCurrentUrl())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> text(css).contains(text));
  }

  /** Waits until none is to be seen. */
  void lose(String css) {
    await("to see no more " + css)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !shows(css));
  }

  /** All that is to be read there. */
  String text(String css) {
    Object text =
        script(
            "return [...document.querySelectorAll(arguments[0])].map((e) => e.innerText).join('\\n')",
            css);
    return String.valueOf(text);
  }

  int count(String css) {
    return all(css).size();
  }

  /** As a user does, again if it was drawn anew meanwhile. */
  void click(String css) {
    see(css);
    await("to click " + css)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(WebDriverException.class)
        .until(
            () -> {
              all(css).stream().filter(WebElement::isDisplayed).findFirst().orElseThrow().click();
              return true;
            });
  }

  /** Across the middle of it, from one part of its width to another. */
  void drag(String css, double from, double to) {
    see(css);
    WebElement element = driver.findElement(By.cssSelector(css));
    int width = element.getSize().getWidth();
    new Actions(driver)
        .moveToElement(element, (int) (width * (from - 0.5)), 0)
        .clickAndHold()
        .moveByOffset((int) (width * (to - from)), 0)
        .release()
        .perform();
  }

  void type(String css, String text) {
    see(css);
    WebElement field = driver.findElement(By.cssSelector(css));
    field.clear();
    field.sendKeys(text);
  }

  /** Sets a value at once, as one who pastes. */
  void paste(String css, String text) {
    see(css);
    script(
        "const e = document.querySelector(arguments[0]); e.focus(); e.value = arguments[1];"
            + " e.dispatchEvent(new Event('input', {bubbles: true}));"
            + " e.dispatchEvent(new Event('change', {bubbles: true}));",
        css,
        text);
  }

  void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  @Nullable Object script(String text, @Nullable Object... arguments) {
    return driver.executeScript(text, arguments);
  }

  /** A script that says itself when it is done. */
  @Nullable Object async(String text, @Nullable Object... arguments) {
    return driver.executeAsyncScript(text, arguments);
  }

  /** How far what was there has moved by itself since the page was loaded (CLS). */
  double shift() {
    return Double.parseDouble(String.valueOf(script("return String(window.watched.shift)")));
  }

  /** What the policy for content kept the page from. */
  List<?> violations() {
    return (List<?>) Objects.requireNonNull(script("return window.watched.violations"));
  }

  /** By how much the page is wider than its window. */
  long overflow() {
    return (Long)
        Objects.requireNonNull(
            script(
                "const e = document.documentElement;"
                    + " return Math.max(0, Math.round(e.scrollWidth - innerWidth))"));
  }

  /** What axe-core finds wrong with the page as it is. */
  List<?> faults() {
    return Axe.faults(driver, "{}");
  }

  /** The same of what its colours can be wrong in. */
  List<?> faultsOfColour() {
    return Axe.faults(driver, Axe.COLOUR);
  }

  /** The same of all else. */
  List<?> faultsButOfColour() {
    return Axe.faults(driver, Axe.ALL_ELSE);
  }

  /** Keeps what is to be seen, for people to look at. */
  void screenshot(String name) {
    Map<String, Object> taken =
        driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("format", "png", "optimizeForSpeed", true));
    keep(name + ".png", Base64.getDecoder().decode(String.valueOf(taken.get("data"))));
  }

  /** What comes out of a printer, kept for people to look at. */
  byte[] printed(String name) {
    Map<String, Object> printed =
        driver.executeCdpCommand("Page.printToPDF", Map.of("printBackground", true));
    byte[] pdf = Base64.getDecoder().decode(String.valueOf(printed.get("data")));
    keep(name + ".pdf", pdf);
    return pdf;
  }

  private static void keep(String file, byte[] octets) {
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(file), octets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it complains of, and asks for. */
  BrowserLog log() {
    return log;
  }
}
