// Prints the seconds of processor time that GiNaC takes for one workload; arguments: the workload and the input file.
#include <algorithm>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>
#include <ginac/ginac.h>

using namespace GiNaC;

static double once(const std::function<void()>& task) {
    std::clock_t begin = std::clock();
    task();
    return (double) (std::clock() - begin) / CLOCKS_PER_SEC;
}

static void measure(const std::function<void()>& task, double per = 1) {
    double first = once(task);
    std::vector<double> times{first};
    if (first < 2) {
        times.clear();
        int batch = std::max(1, (int) (0.05 / std::max(first, 1e-6)));
        for (int i = 0; i < 5; i++)
            times.push_back(once([&] { for (int k = 0; k < batch; k++) task(); }) / batch);
        std::sort(times.begin(), times.end());
    }
    std::cout << "SECONDS " << times[times.size() / 2] / per << std::endl;
}

static std::string named(std::string text) {
    for (size_t at; (at = text.find("ln(")) != std::string::npos;)
        text.replace(at, 3, "log(");
    return text;
}

int main(int, char** argv) {
    std::string workload = argv[1];
    std::ifstream in(argv[2]);
    symbol x("x"), y("y"), z("z"), a("a"), b("b"), c("c"), n("n");
    symtab table{{"x", x}, {"a", a}, {"b", b}, {"c", c}, {"n", n}, {"pi", Pi}};
    if (workload == "W1") {
        std::vector<std::string> texts;
        for (std::string line; std::getline(in, line);) {
            line = named(line);
            try {
                parser read(table);
                if (!line.empty()) read(line), texts.push_back(line);
            } catch (std::exception&) {
                // A function that GiNaC does not have, such as erf.
            }
        }
        measure([&] { for (auto& t : texts) { parser read(table); read(t).diff(x); } }, texts.size());
    } else if (workload == "W2") {
        measure([&] { ex f = x; for (int i = 1; i < 20; i++) f = 4 * f * (1 - f); f.diff(x); });
    } else if (workload == "W3") {
        measure([&] { ex f = x; for (int i = 0; i < 1000; i++) f = sin(f); f.diff(x); });
    } else if (workload == "W4") {
        measure([&] {
            std::vector<symbol> v(1000);
            ex f = 1;
            for (auto& s : v) f *= s;
            for (auto& s : v) f.diff(s);
        });
    } else if (workload == "W5") {
        measure([&] { ex(pow(x, x)).diff(x, 20); });
    } else if (workload == "W10") {
        ex f = expand(pow(pow(x, y) + pow(y, z) + pow(z, x), 50));
        measure([&] { f.diff(x); });
    } else if (workload == "W11" || workload == "W11p") {
        std::stringstream all;
        all << in.rdbuf();
        std::string text = named(all.str());
        auto task = [&] { parser read(table); read(text).diff(x); };
        if (workload == "W11p")
            task();
        else
            measure(task);
    }
}
