#!/bin/bash
# A folder with a Debian in it → a container that runs its systemd: processes, network (none), mounts and name of its own.
# What runs here is replaced by it; its systemd is the one child that this process has then.
set -e
export BOX=$1
# Of the groups of this machine it sees its own alone.
for tree in /sys/fs/cgroup/systemd /sys/fs/cgroup/unified /sys/fs/cgroup; do
  [ -e $tree/cgroup.procs ] || continue
  mkdir -p $tree/anlitong-box && echo $$ > $tree/anlitong-box/cgroup.procs
  [ $tree = /sys/fs/cgroup ] || export HYBRID=1
  [ $tree = /sys/fs/cgroup/unified ] && break
done
exec unshare --mount --pid --fork --uts --ipc --net --cgroup bash -ec '
mount --make-rprivate /
mount --bind $BOX $BOX
cd $BOX
mount -t proc proc proc
mount -t sysfs sysfs sys
if [ "$HYBRID" ]; then
  mount -t tmpfs -o mode=755 tmpfs sys/fs/cgroup
  mkdir sys/fs/cgroup/systemd sys/fs/cgroup/unified
  mount -t cgroup -o none,name=systemd cgroup sys/fs/cgroup/systemd
  mount -t cgroup2 cgroup2 sys/fs/cgroup/unified
else
  mount -t cgroup2 cgroup2 sys/fs/cgroup
fi
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
mount -t tmpfs -o mode=755 tmpfs dev
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
mount -t tmpfs -o mode=1777 tmpfs dev/shm
while read -r name major minor; do mknod -m 666 dev/$name c $major $minor; done <<< "null 1 3
zero 1 5
full 1 7
random 1 8
urandom 1 9
tty 5 0"
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
touch dev/console
ip link set lo up
hostname box
exec chroot . env -i container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --system --log-target=null --show-status=0'
