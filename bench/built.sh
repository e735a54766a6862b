# SPDX-License-Identifier: Apache-2.0
# For the scripts beside this one, from the root: builds the server and the instruments, if there is
# none yet or something has changed since.
built=bench/target/built
if ! test -x ear/target/liberty/wlp/bin/server || ! test -e $built || find pom.xml ./*/pom.xml ./*/src connector/*/pom.xml connector/*/src server-config -newer $built | grep -q .; then
  mvn -B -ntp -q -Drun package
  mvn -B -ntp -q -Pbench -pl bench -am package -DskipBenchmarks -Dspotless.skip
  touch $built
fi
