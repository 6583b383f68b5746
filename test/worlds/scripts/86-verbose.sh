# What -v says of requests: without the feature gates, whose order is random, and how long they took.
# versions: 1.27,1.30,1.32,1.33
kubectl get pods
v() { kubectl "$@" 2>&1 | grep -v 'Feature gate' | sed -E 's/(milliseconds=| in )[0-9]+/\1N/'; }
v get pods -v=6
v get pods -A -l a=b -v=6
v get ns default -v=7
v get cm nosuch -v=6
v get cm nosuch -v=4
v create configmap x --from-literal=a=b -v=6
v create configmap x --from-literal=a=b -v=6
v create configmap y --dry-run=server -v=6
v create configmap z --dry-run=client -v=6
v label cm x c=d -v=6
v patch cm x -p '{"data":{"a":"c"}}' -v=6
v get cm x -o yaml -v=6 | grep round
v run web --image=nginx -v=6
v get pods -v=x
kubectl get pods -v=1 2>&1 | grep -c 'Feature gate'
kubectl get pods -v=0
