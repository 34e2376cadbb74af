// The text of a PDF is taken out by poppler's pdftotext in a process of its own with little memory
// and time, so that no file from a stranger can harm this one.
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <csignal>
#include <optional>

#include "reading/source.hpp"

namespace dostyq::reading {
namespace {

constexpr rlim_t kMostMemory = rlim_t{1} << 30U;
constexpr rlim_t kMostSeconds = 20;
constexpr int kNoProgram = 127;

class File {
 public:
  explicit File(int number) : number_(number) {}
  ~File() { close(); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int number() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return ::lseek(file, 0, SEEK_SET) == 0;
}

/// In the child: only calls that are safe after fork.
[[noreturn]] void become_pdftotext(int in, int out) {
  ::dup2(in, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  const int null = ::open("/dev/null", O_WRONLY);
  if (null >= 0) ::dup2(null, STDERR_FILENO);
  const rlimit memory{kMostMemory, kMostMemory};
  const rlimit time{kMostSeconds, kMostSeconds};
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_AS, &memory);
  ::setrlimit(RLIMIT_CPU, &time);
  ::setrlimit(RLIMIT_CORE, &none);
  ::setrlimit(RLIMIT_FSIZE, &none);
  ::execlp("pdftotext", "pdftotext", "-q", "-enc", "UTF-8", "-eol", "unix", "-", "-",
           static_cast<char*>(nullptr));
  ::_exit(kNoProgram);
}

/// Reads all that comes; false when it is too much or takes too long.
bool read_all(int file, std::string& out) {
  std::array<char, 65536> buffer{};
  pollfd wait{file, POLLIN, 0};
  for (;;) {
    const int ready = ::poll(&wait, 1, static_cast<int>(2 * kMostSeconds * 1000));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    const ssize_t got = ::read(file, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    if (got == 0) return true;
    out.append(buffer.data(), static_cast<size_t>(got));
    if (out.size() > kMostText) return false;
  }
}

bool is_lower_start(std::string_view text, size_t at) {
  if (at >= text.size()) return false;
  const auto first = static_cast<unsigned char>(text[at]);
  if (first >= 'a' && first <= 'z') return true;
  if (at + 1 >= text.size()) return false;
  const auto second = static_cast<unsigned char>(text[at + 1]);
  // Cyrillic а to я: D0 B0 to D1 8F.
  return (first == 0xD0 && second >= 0xB0) || (first == 0xD1 && second <= 0x9F);
}

/// Words that were divided at the end of a line, put together; page breaks as empty lines.
std::string joined_words(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '-' && at + 1 < text.size() && text[at + 1] == '\n' && at > 0 &&
        (static_cast<unsigned char>(text[at - 1]) >= 0x80 ||
         std::isalpha(static_cast<unsigned char>(text[at - 1])) != 0) &&
        is_lower_start(text, at + 2)) {
      ++at;
      continue;
    }
    if (text[at] == '\f')
      out += "\n\n";
    else
      out += text[at];
  }
  return out;
}

}  // namespace

Result<Source> read_pdf(std::string_view bytes) {
  File in(::memfd_create("page", MFD_CLOEXEC));
  std::array<int, 2> pipe{-1, -1};
  if (in.number() < 0 || !write_all(in.number(), bytes) || ::pipe2(pipe.data(), O_CLOEXEC) != 0)
    return fail("reading.bad_pdf", {}, {}, ErrorCode::kInternal);
  File from(pipe[0]);
  File to(pipe[1]);
  const pid_t child = ::fork();
  if (child < 0) return fail("reading.bad_pdf", {}, {}, ErrorCode::kInternal);
  if (child == 0) become_pdftotext(in.number(), to.number());
  to.close();
  std::string text;
  const bool complete = read_all(from.number(), text);
  if (!complete) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == kNoProgram) return fail("reading.no_pdf_reader");
  if (!complete || !WIFEXITED(status) || WEXITSTATUS(status) != 0) return fail("reading.bad_pdf");
  Source source;
  source.format = "pdf";
  source.encoding = "UTF-8";
  source.extracted = true;
  source.text = joined_words(text);
  source.blocks = blocks_of_lines(source.text);
  return source;
}

}  // namespace dostyq::reading
